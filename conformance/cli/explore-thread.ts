import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { type Batch, type Share, work } from '../../model/core/parallel.js'
import { explorables, scopesOf } from './explorables.js'
import { channelOver, type Work } from './threads.js'

/** A thread of `touchstone explore --jobs`. */
const { machine, scope: name, jobs, worker } = workerData as Work
const scope = explorables
  .filter(({ chapter }) => chapter === machine)
  .flatMap(scopesOf)
  .find((one) => one.name === name)
if (scope === undefined) throw new Error(`there is no scope ${name} of ${machine}`)
await work(scope, jobs, worker, channelOver<Batch, Share>(parentPort as MessagePort))
