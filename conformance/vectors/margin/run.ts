import type { ClauseIdOf } from '../../../spec/core/ids.js'
import type { Draft } from '../build.js'
import { happen, type Scene } from './scene.js'

export type Clauses = readonly [ClauseIdOf<'margin'>, ...ClauseIdOf<'margin'>[]]

/** A run in which everything is accepted. */
export interface Accepted {
  readonly slug: string
  readonly comment: string
  readonly clauses: Clauses
  readonly scene: Pick<Scene, 'params' | 'events'>
  readonly source?: Draft['source']
}

/** Such a run: a scene, and what happens after it. */
export const run = (
  slug: string,
  clauses: Clauses,
  comment: string,
  scene: Scene,
  ...lines: ReadonlyArray<string>
): Accepted => ({ slug, clauses, comment, scene: happen(scene, ...lines) })

export const FREE = { initialRate: 0n, maintenanceRate: 0n, dropOutRate: 0n } as const
export const TENTH = { initialRate: 1_000n, maintenanceRate: 1_000n, dropOutRate: 1_000n } as const
export const FIFTH = { initialRate: 2_000n, maintenanceRate: 2_000n, dropOutRate: 0n } as const
