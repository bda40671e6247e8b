export * from './invariants.js'
export * from './log.js'
export * from './machine.js'
export * from './state.js'
