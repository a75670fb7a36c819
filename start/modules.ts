/* What modules contribute to each other through registries: data to the export, leftovers to the cleaning. */
import '#app/identity/cleanings'
import '#app/messaging/cleanings'
import '#app/tasks/cleanings'
import '#app/tasks/account_export'
import '#app/audit/account_export'
import '#app/recurrence/account_export'
