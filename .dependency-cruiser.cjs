/** The layers: an arrow never points upward, and a chapter uses only itself and the chapters before it. */
const chapters = [
  'primitives',
  'order-book',
  'receipts',
  'sealed-orders',
  'commit-chain',
  'integrity',
  'collateral',
  'margin',
  'principles',
]

const later = chapters.slice(0, -1).map((chapter, i) => ({
  name: `${chapter}-uses-no-later-chapter`,
  comment: 'A chapter may use only itself and the chapters before it.',
  severity: 'error',
  from: { path: `^(spec|model)/${chapter}/` },
  to: { path: `^(spec|model)/(${chapters.slice(i + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    {
      name: 'spec-knows-no-other-layer',
      severity: 'error',
      from: { path: '^spec/' },
      to: { path: '^(model|conformance|vectors|docs)/' },
    },
    {
      name: 'model-imports-only-spec',
      severity: 'error',
      from: { path: '^model/' },
      to: { path: '^(conformance|vectors|docs)/' },
    },
    {
      name: 'nothing-imports-docs',
      severity: 'error',
      from: { path: '^(spec|model|conformance|vectors)/' },
      to: { path: '^docs/' },
    },
    { name: 'vectors-are-data', severity: 'error', from: { path: '^vectors/' }, to: {} },
    {
      name: 'core-knows-no-chapter',
      severity: 'error',
      from: { path: '^(spec|model)/core/' },
      to: { path: `^(spec|model)/(${chapters.join('|')})/` },
    },
    { name: 'clauses-never-call-a-machine', severity: 'error', from: { path: '^spec/' }, to: { path: '^model/' } },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dev-dependency-in-the-package',
      severity: 'error',
      from: {
        path: '^(spec|model|conformance)/',
        pathNot: '(\\.test\\.ts$|^conformance/(implementations|bench|testing)/|^conformance/mutants/apply)',
      },
      to: { dependencyTypes: ['npm-dev'], pathNot: '@types' },
    },
    ...later,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(dist|docs/dist|node_modules/.cache)' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
