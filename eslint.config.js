import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import ts from 'typescript-eslint'

/** A request walks through the rooms from left to right; nothing reaches back. */
const rooms = [
  'metrics',
  'model',
  'odata',
  'store',
  'entities',
  'services',
  'scenarios',
  'http',
  'tls',
  'auth',
  'entra',
  'storage',
  'routes',
  'control',
  'portal',
  'telemetry',
  'server',
  'cluster',
  'cli',
]

/** Where time is that of the machine: how long something took, what the system shows, when a file was written. */
const MACHINE_TIME = [
  'src/clock.ts',
  'src/tls/**',
  'src/cli/ca.ts',
  'src/store/migrate/**',
  'src/store/content/folder.ts',
  'src/http/client-error.ts',
  'src/storage/errors.ts',
]

const DATABASE = ['@prisma/*', '**/generated/**', 'better-sqlite3', 'pg']

const oneWay = rooms.map((room, i) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...rooms
            .slice(i + 1)
            .map((later) => ({ group: [`**/${later}/**`], message: `${room} comes before ${later}` })),
          ...(room === 'store' ? [] : [{ group: DATABASE, message: 'only store/ sees the database' }]),
        ],
      },
    ],
  },
}))

export default defineConfig(
  {
    ignores: [
      'scripts/release-notes.js',
      'dist',
      'data',
      'docker',
      'examples',
      'src/store/generated',
      'node_modules',
      '.tap',
      'eslint.config.js',
    ],
  },
  js.configs.recommended,
  ts.configs.recommended,
  {
    rules: {
      // Work that needs no statement is still a generator.
      'require-yield': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  ...oneWay,
  {
    files: ['src/**/*.ts'],
    ignores: MACHINE_TIME,
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
          'NewExpression[callee.name="Date"][arguments.length=0]',
          'MemberExpression[object.name="systemClock"]',
        ].map((selector) => ({
          selector,
          message: 'time in the service is that of a clock (src/clock.ts), which can be set',
        })),
      ],
    },
  },
)
