export * from './concrete.js'
export * from './suite.js'
export * from './symbolic.js'
