// What `npm run mutate` changes, and the tests that each change has to fail. CONTRIBUTING.md says how it is used.

export default {
  packageManager: 'npm',
  testRunner: 'in-one-process',
  plugins: ['./mutation/runner.mjs'],
  testRunnerNodeArgs: ['--import', 'tsx', '--import', './mutation/hooks.mjs'],
  inOneProcess: {
    // What kills much in little time comes first.
    quick: [
      'conformance/vectors/replay.test.ts',
      'spec/**/*.test.ts',
      'model/core/*.test.ts',
      'conformance/vectors/*/*.test.ts',
      'conformance/vectors/findings.test.ts',
      'model/{primitives,integrity,commit-chain,collateral,order-book,receipts,sealed-orders,margin}/*.test.ts',
    ],
    // Enumerations and long random runs: only what nothing quick notices comes to them.
    slow: [
      'model/*/machine.test.ts',
      'model/receipts/provable.test.ts',
      'model/sealed-orders/{native,puzzle,secrecy}.test.ts',
      'model/margin/{day,discrimination,memo}.test.ts',
      'model/*/{scope,scopes}.test.ts',
    ],
    // What takes seconds, or is about what is not changed: files, and the tests whose file and name begin so.
    exclude: [
      'spec/order-book/uniqueness.test.ts',
      'spec/integrity/refinement.test.ts',
      'model/receipts/wash.test.ts',
      'model/integrity/{walk,reach}.test.ts',
      'model/*/wander.test.ts',
      'model/margin/{mistakes,monotonicity,symmetry}.test.ts',
      '**/node_modules/**',
    ],
    without: [
      'model/collateral/machine.test.ts > an exchange with collateral > is drawn from ',
      'model/collateral/scope.test.ts > every run of a small scope',
      'model/collateral/scope.test.ts > a condition that is dropped > without-trade-CO-3 ',
      'model/commit-chain/machine.test.ts > the verifier, on random runs > draws ',
      'model/commit-chain/scopes.test.ts > a small scope of the commit-chain > commit-chain-small ',
      'model/commit-chain/scopes.test.ts > a small scope of the commit-chain > commit-chain-passive-withdrawal ',
      'model/commit-chain/scopes.test.ts > another rule, or another habit > ',
      'model/margin/machine.test.ts > the futures exchange > is drawn from ',
      'model/receipts/machine.test.ts > the order log > is drawn ',
    ],
  },
  mutate: [
    '{spec,model}/*/**/*.ts',
    '!**/*.test.ts',
    '!**/index.ts',
    // Codecs, which are made when a file is loaded: the schemas, the vectors and the adapters are checked by them.
    '!spec/**/types.ts',
    // Prose with a run beside it, whose text the tests of the errata look at, the short words in which runs are told, and
    // what the tests ask.
    '!spec/**/{errata*,runs,witness,disputes,cases}.ts',
    // Attacks on the algorithms as the paper writes them, carried out over small groups: most changes search for ever.
    '!spec/sealed-orders/{as-written,attacks}.ts',
    // What is drawn at random, and what is enumerated: another choice of runs is not a wrong one.
    '!model/**/{arbitrary,scope,scopes,live,reach,walk,wander,monotonicity}.ts',
    '!spec/order-book/candidates.ts',
    // What is wrong on purpose, and what corrupt traders and operators may do: the counts of states hold that.
    '!model/**/{mutate,mistakes,variant,variants,variants-passive,adversary,troublemaker,checkpoints}.ts',
    // What is looked at while runs are drawn and enumerated: nothing but a wrong model would show that one says less.
    '!model/**/invariants.ts',
    // Pictures, which are looked at.
    '!model/**/{draw,edges,show}.ts',
  ],
  mutator: {
    // The texts of clauses, titles and messages are prose, and the tags that rules decide by stand in comparisons, which
    // are changed as a whole.
    excludedMutations: ['StringLiteral'],
  },
  coverageAnalysis: 'perTest',
  // What only runs when a file is loaded: tables of rules and conditions. The mutants of the kit take those apart.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 5000,
  dryRunTimeoutMinutes: 30,
  incremental: true,
  incrementalFile: '.touchstone/mutation/incremental.json',
  reporters: ['progress-append-only', 'html'],
  htmlReporter: { fileName: '.touchstone/mutation/index.html' },
  tempDirName: '.touchstone/stryker',
  ignorePatterns: ['docs', '.touchstone', 'conformance/implementations', 'conformance/starters', 'touchstone-failures'],
  cleanTempDir: 'always',
  warnings: { unknownOptions: false },
}
