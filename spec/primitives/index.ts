export * from './clauses.js'
export * from './encoding.js'
export * from './suite.js'
export * from './types.js'
