export * from './arbitrary.js'
export * from './book.js'
export * from './invariants.js'
export * from './machine.js'
