import tseslint from 'typescript-eslint';

/**
 * Who may import whom: the architecture in one table. Everything not named here is refused.
 * Inside a layer use relative paths; between layers the alias of the layer.
 */
const MAY_IMPORT = {
  'libs/domain': [],
  'libs/contract': [],
  'libs/platform': ['domain'],
  'libs/persistence': ['domain', 'platform', 'migrations'],
  'libs/application': ['domain', 'persistence', 'platform'],
  'apps/api': ['domain', 'application', 'persistence', 'platform'],
  'apps/worker': ['domain', 'application', 'persistence', 'platform'],
  'apps/admin': ['contract'],
  migrations: [],
  'bench/peers': [],
  tools: ['domain', 'application', 'persistence', 'platform', 'migrations', 'api'],
};

const LAYERS = [
  'domain',
  'application',
  'persistence',
  'platform',
  'contract',
  'migrations',
  'api',
  'worker',
  'tools',
  'test',
];

/** The domain is pure: of all packages only the calendar arithmetic may enter, and only by its one module. */
const PACKAGES_REFUSED_IN_DOMAIN = [
  '@nestjs/*',
  'typeorm',
  'pg',
  'bull',
  'ioredis',
  'node:*',
  'class-*',
  'fastify',
  '@fastify/*',
];

const boundary = ([folder, allowed]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  ignores: ['**/*.spec.ts', '**/*.spec.tsx'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: LAYERS.filter((layer) => !allowed.includes(layer)).map((layer) => `#${layer}/*`),
            message: `${folder} may import only: ${allowed.join(', ') || 'itself'} (see MAY_IMPORT in eslint.config.js).`,
          },
          { group: ['**/apps/**', '**/libs/**'], message: 'Use the alias of the layer.' },
          ...(folder === 'libs/domain'
            ? [{ group: PACKAGES_REFUSED_IN_DOMAIN, message: 'The domain is pure TypeScript.' }]
            : []),
        ],
      },
    ],
  },
});

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.trellis/**',
      'libs/contract/src/schema.ts',
      'bench/results/**',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './apps/admin/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.spec.{ts,tsx}', 'test/**/*.ts', 'apps/admin/src/**/*.tsx', 'migrations/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['tools/**/*.{ts,mjs}', 'bench/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  ...Object.entries(MAY_IMPORT).map(boundary),
);
