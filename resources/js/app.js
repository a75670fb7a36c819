/*
 * Makes the pages faster; every one of them works without it. Links and forms are read from the markup, so this file
 * knows no addresses: a form or link says by `data-fragment` that its answer may replace parts of the page.
 */
import Alpine from 'alpinejs'
import { browserZone } from './components/browser_zone.js'
import { bulk } from './components/bulk.js'
import { copy, secret } from './components/secret.js'
import { menu } from './components/menu.js'
import { repeat } from './components/repeat.js'
import { shortcuts } from './components/shortcuts.js'
import { toast } from './components/toast.js'
import { zoneList } from './components/zone_list.js'
import { listenForForms } from './forms.js'
import { listenForTheAddLine } from './add_line.js'
import { listenForKeys } from './keys.js'
import { listenForLinks } from './links.js'
import { lookForWhatIsComing } from './pending.js'
import { watchPresses } from './pressing.js'
import { announceFirstToast } from './announce.js'

document.documentElement.classList.add('js')

const components = { browserZone, bulk, copy, menu, repeat, secret, shortcuts, toast, zoneList }
for (const [name, component] of Object.entries(components)) Alpine.data(name, component)
Alpine.start()

listenForTheAddLine() // before the forms: its chips are buttons of one
watchPresses()
listenForForms()
listenForLinks()
listenForKeys()
lookForWhatIsComing()
announceFirstToast()
