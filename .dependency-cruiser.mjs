/** The arrows of the house: apps → features → connectors → {accounting, platform}. No exception list. */
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    rule('no-cycles', {}, { circular: true }, 'No cycles, type imports included.'),
    rule(
      'accounting-is-pure',
      { path: '^packages/accounting/src', pathNot: '\\.(test|fixture)\\.ts$' },
      { pathNot: '^packages/accounting/src' },
      'Law and bookkeeping import nothing: no database, no clock, no library.',
    ),
    rule(
      'platform-knows-nothing-of-ours',
      { path: '^packages/platform/src' },
      { path: '^(packages/(accounting|connectors|features)|apps|tools|bench)/' },
      'Platform would serve a shop that sells shoes.',
    ),
    rule(
      'connectors-look-inward',
      { path: '^packages/connectors/src' },
      { path: '^(packages/features|apps|tools|bench)/' },
      'A connector speaks to an outside world and to the inner rings only.',
    ),
    rule(
      'features-are-guests',
      { path: '^packages/features/src' },
      { path: '^(apps|tools|bench)/' },
      'Features never import the host.',
    ),
    rule(
      'features-meet-through-contracts',
      { path: '^packages/features/src/([^/]+)/' },
      {
        path: '^packages/features/src/[^/]+/',
        pathNot: ['^packages/features/src/$1/', '^packages/features/src/[^/]+/contract\\.ts$'],
      },
      'A feature sees another feature only through its contract.ts.',
    ),
    rule(
      'web-sees-contracts-only',
      { path: '^apps/web-app/src' },
      {
        path: '^(packages|apps)/',
        pathNot: [
          '^apps/web-app/src',
          '^packages/accounting/src',
          '^packages/features/src/[^/]+/contract\\.ts$',
        ],
      },
      'The web app imports only contracts and accounting.',
    ),
    rule(
      'hosts-do-not-meet',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
      'Apps are hosts; they share through packages.',
    ),
    rule(
      'testkit-is-for-tests',
      { path: '^(apps|packages)/', pathNot: ['\\.test\\.tsx?$', '^packages/testkit/', '\\.fixture\\.ts$'] },
      { path: '^packages/testkit/' },
      'Only tests may use the testkit.',
    ),
    rule(
      'fixtures-are-for-tests',
      { path: '^(apps|packages)/', pathNot: ['\\.test\\.tsx?$', '^packages/testkit/', '\\.fixture\\.ts$'] },
      { path: '\\.fixture\\.ts$' },
      'Only tests may use what was made for them.',
    ),
    rule('resolvable', {}, { couldNotResolve: true }, 'An import that leads nowhere.'),
    rule(
      'no-undeclared-packages',
      { path: '^(apps|packages|tools|bench|tests)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
      'Import only what the package.json beside you declares.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|golden)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
