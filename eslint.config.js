import { configApp } from '@adonisjs/eslint-config'

/*
 * Who may import whom (docs/architecture.md): pages, API, commands → actions → models and queries → shared → platform.
 * Each row is about the files of `of`; `never` are import paths, relative or absolute, with the reason why.
 */
const SURFACE = '(_controller|/pages/|/routes|/commands/)'
const layers = [
  {
    of: ['app/platform/**/*.ts'],
    never: [
      [
        '^#app/(?!platform/)',
        'The platform is the lowest layer: it knows nothing of what runs on it.',
      ],
    ],
  },
  {
    of: ['app/shared/**/*.ts'],
    never: [
      [
        '^#app/(?!platform/|shared/)',
        'What every module uses cannot depend on one of them: move it, or its part, here.',
      ],
    ],
  },
  {
    of: ['app/messaging/**/*.ts'],
    except: ['app/messaging/machine_routes.ts', 'app/messaging/routes.ts'],
    never: [
      [
        '^#app/(?!platform/|shared/|messaging/)',
        'The event backbone serves every module and knows none of them: they bring their consumers (start/roles.ts).',
      ],
    ],
  },
  {
    of: ['app/messaging/{catalogue,event,event_data,event_schemas,topics}.ts'],
    never: [
      [
        '^(@adonisjs|#start|#config)',
        'The catalogue of events is plain data: it imports nothing of AdonisJS.',
      ],
    ],
  },
  {
    of: ['app/recurrence/engine/**/*.ts'],
    never: [['^(@adonisjs|#)', 'The engine of recurrence is pure: it imports its own files.']],
  },
  {
    of: ['app/*/actions/**/*.ts', 'app/{identity,recurrence,tasks}/*.ts'],
    except: ['**/*_controller.ts', '**/routes.ts', '**/*_middleware.ts'],
    never: [
      [
        `${SURFACE}`,
        'Actions, models and queries do not know the pages, routes and commands that call them.',
      ],
    ],
  },
]

/** Everywhere in the product. */
const always = [
  ['^#tests/', 'The product does not depend on its tests.'],
  ['^node:timers$', 'Use node:timers/promises.'],
]

const restrict = (rows) => ({
  'no-restricted-imports': [
    'error',
    { patterns: rows.map(([regex, message]) => ({ regex, message })) },
  ],
})

export default configApp(
  { ignores: ['.hypothesis/**', 'data/**', 'public/**', 'tmp/**'] },
  // Formatting is `npm run format:check`.
  { rules: { 'curly': ['error', 'multi-line'], 'prettier/prettier': 'off' } },
  { files: ['tests/**/*.ts'], rules: { '@unicorn/no-await-expression-member': 'off' } },
  { files: ['app/**/*.ts'], rules: restrict(always) },
  ...layers.map(({ of, except = [], never }) => ({
    files: of,
    ignores: except,
    rules: restrict([...always, ...never]),
  })),
  {
    files: [
      'app/**/*.ts',
      'bin/**/*.ts',
      'commands/**/*.ts',
      'config/**/*.ts',
      'providers/**/*.ts',
      'start/**/*.ts',
    ],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  }
)
