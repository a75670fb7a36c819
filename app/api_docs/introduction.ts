/** What holds for every route, in Markdown: `info.description` of the document and the head of its page. */
export const INTRODUCTION = `\
JSON in, JSON out, names in snake_case. Everything a person can do on the pages is here too.

## Sign in with a token

Make a token under Settings, API tokens, and send it with every request:

    Authorization: Bearer tf_…

A token has abilities (\`tasks:read\`, \`tasks:write\`, \`audit:read\`, \`admin\`); none implies another, and each operation says which it needs. Without a token that is in force the answer is 401, without the ability 403. Somebody else's task is 404, as if there were none.

## Bodies and parameters

- Send bodies as \`application/json\`, up to 1 MB. A field or parameter that is not known is 422, so a slip of the pen is told, not passed over.
- \`PATCH\` is a merge patch (RFC 7396): it touches the fields you name and no others. \`null\` clears an optional one.
- A read-only field may come along when it says what is so: you can send back what you read.
- Parameters that take several values repeat: \`tags=home&tags=garden\`.
- Times are RFC 3339 with an offset or \`Z\`; a date alone makes a task all-day. As a filter, a date means the start of that day in the zone of your profile.

## Lists

A list is \`{"data": […], "meta": {"next_cursor": …, "position": …}}\`, at most 200 rows at a time. Send \`next_cursor\` as \`cursor\`, with the same filters and sort, for the next page; it is null on the last. Rows that come or go between two pages neither repeat nor hide another. A cursor is opaque: one that was changed, or that belongs to other filters, is 422.

## Errors

Errors are \`application/problem+json\` (RFC 9457). Branch on \`code\`: it is stable, wording is not. 422 lists each field with its rule:

    {
      "type": "about:blank",
      "title": "Not valid",
      "status": 422,
      "code": "validation_failed",
      "detail": "title is empty. Write something.",
      "errors": [
        {"field": "title", "rule": "required", "message": "title is empty. Write something."}
      ]
    }

A method that an address does not take is 405 with \`Allow\`; an address that is not there is 404.

## Change only what you have read

Every task has a \`version\`; its \`ETag\` is the same number in quotes. Send it as \`If-Match\` and the change is made only while that is still the version; otherwise the answer is 412 with the task as it is now. Without \`If-Match\`, parallel changes of different fields both hold.

## Send it twice without harm

A \`POST\` with an \`Idempotency-Key\` is done once: the same key and body get the same answer for 24 hours, marked \`Idempotent-Replayed: true\`. The same key with another body is 422, while the first is still being worked on 409 with \`Retry-After\`. Only successes are kept.

## Take it back

Every change that changed something answers with the header \`Taskflow-Undo\`. \`POST /api/undo/{id}\` takes it back within 24 hours, for each row that is still as the change left it, and names the others.

## How much

Each person may make 1200 requests a minute unless the administrator says otherwise (\`API_RATE_LIMIT\`). More is 429 with \`Retry-After\` in seconds.

## Follow what happens

Every change of a task or a tag, by whomever, is an event as well. With Kafka your system can read them all: [/api/asyncapi.json](/api/asyncapi.json) (AsyncAPI 3.0) describes topics and events.
`
