export * from './draw.js'
export * from './edges.js'
export * from './reach.js'
export * from './walk.js'
