/**
 * Touchstone as a library: `spec` says what must hold, `model` how it moves.
 *
 * @module library
 */
export * as model from './model/index.js'
export * as spec from './spec/index.js'
