import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './build/svelte.config.js';

const rooms = ['shared', 'electron/core', 'electron/adapters', 'electron/practice', 'electron', 'electron/preload', 'renderer', 'tests'];

/** Which imports a room refuses; tests/house tells the same rules with a sentence. */
function fence(files, patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}
const outside = (names, why) => ({ regex: names, message: why });

export default ts.config(
  { ignores: ['out/', 'dist/', '.cache/', 'node_modules/', 'coverage/'] },
  js.configs.recommended,
  { files: ['**/*.mjs', '**/*.js'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.ts'],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [...rooms.map((room) => `./${room}/tsconfig.json`), './build/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      // Enums are refused below and no library's is used: it compared every pair of types to find none.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'String unions instead of enums.' },
      ],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.config.ts', '**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'process', 'document', 'window', 'fetch', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'shared gets the time as an argument.' },
        { object: 'Math', property: 'random', message: 'shared gets randomness as an argument.' },
      ],
    },
  },
  fence(['shared/**/*.ts'], [outside('^(?!\\.|zod$|vitest$|fast-check$|node:fs$)', 'shared imports shared and zod only.')]),
  fence(['electron/core/**/*.ts'], [outside('(^electron$)|/adapters/|/practice/|/shell/|/cli/', 'core imports shared and core only.')]),
  fence(
    ['electron/adapters/**/*.ts'],
    [outside('(^electron$)|/practice/|/shell/|/cli/', 'adapters import shared, core/ports and their protocol library.')],
  ),
  fence(
    ['electron/practice/**/*.ts'],
    [outside('(^electron$)|/core/|/adapters/|/shell/|/cli/', 'the practice office shares no code with what it tests.')],
  ),
  fence(['electron/cli/**/*.ts', 'electron/headless.ts'], [outside('(^electron$)|/shell/', 'the command line never needs a window.')]),
  fence(['renderer/**/*.ts', 'renderer/**/*.svelte'], [outside('(^electron$)|(^node:)|/electron/', 'the window is browser only.')]),
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        parser: ts.parser,
        extraFileExtensions: ['.svelte'],
        svelteConfig,
        project: ['./renderer/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/no-navigation-without-resolve': 'off', 'no-undef': 'off', 'no-unused-vars': 'off' },
  },
  {
    files: ['**/*.test.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
);
