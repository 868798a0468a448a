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
  'http',
  'tls',
  'auth',
  'entra',
  'storage',
  'routes',
  'control',
  'telemetry',
  'server',
  'cluster',
  'cli',
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
  ts.configs.recommendedTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      '@typescript-eslint/require-await': 'off',
      // Work that needs no statement is still a generator.
      'require-yield': 'off',
      // Services and rules are plain objects of functions; nothing here uses `this` but classes.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'teardown'], package: '@tapjs/core' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  ...oneWay,
)
