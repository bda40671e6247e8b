#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { Command, CommanderError } from 'commander'
import { SPECIFICATION } from '../../spec/version.js'
import { serve, serveHttp } from '../adapter/serve.js'
import { type AuditOptions, auditCommand } from './audit.js'
import { type CompareOptions, compareCommand } from './compare.js'
import { type ConformOptions, conformCommand, whole } from './conform.js'
import { doctorCommand } from './doctor.js'
import { errataCommand } from './errata.js'
import { EXIT, NotRunnable, UsageError } from './exit.js'
import { type ExploreOptions, exploreCommand } from './explore.js'
import { type MeasureOptions, measureCommand } from './measure.js'
import { mergeCommand } from './merge.js'
import { mutantsCommand } from './mutants.js'
import { newCommand, STARTERS } from './new.js'
import { replayCommand } from './replay.js'
import { type ReportOptions, withReports } from './reports.js'
import { type SimulateOptions, simulateCommand } from './simulate.js'
import { startCommand } from './start.js'
import {
  type ClausesOptions,
  checkCommand,
  clausesCommand,
  exportCommand,
  listCommand,
  writeCommand,
} from './vectors.js'

const program = new Command('touchstone')
  .description(
    'The executable specification of a provably fair exchange, and the kit that tests implementations of it.',
  )
  .version(SPECIFICATION)
  .exitOverride()
  .showHelpAfterError('(--help shows what there is)')
  .configureHelp({ showGlobalOptions: true })

const exits = (code: number): void => {
  process.exitCode = code
}

program
  .command('new')
  .description('write a small adapter, to be filled in, into a new folder')
  .argument('<language>', Object.keys(STARTERS).join(', '))
  .argument('<dir>', 'the folder: not there yet, or empty')
  .action((language: string, directory: string) => exits(newCommand(language, directory)))

withReports(program.command('conform'))
  .description('test an implementation through its adapter, which the command after -- starts')
  .argument('[command...]', 'the command that starts the adapter')
  .option('--attach <url>', 'talk to an adapter that is running there already, over HTTP')
  .option('--profile <chapter>', 'run the cases of this chapter only')
  .option('--filter <text>', 'run the cases that have this in their id, or are about this clause')
  .option('--known-failures <file>', 'the failures that are expected')
  .option('--failures <folder>', 'where to save what fails, each as a vector', 'touchstone-failures')
  .option('--results <file>', 'write each result as a line of JSON as soon as it is there; merge reads it')
  .option('--timeout <ms>', 'how long to wait for an answer', '10000')
  .option('--vectors <folder>', 'run these vectors and not those of this version')
  .option('--jobs <n>', 'how many adapters run side by side', '1')
  .option('--shard <i/n>', 'run one part of the cases; merge puts the reports together')
  .option('--no-search', 'run the vectors only')
  .option('--runs <n>', 'how many random runs to search through', '200')
  .option('--time <seconds>', 'how long to search at most', '60')
  .option('--seed <n>', 'where to start the search: the same seed finds the same', '1')
  .action(async (command: ReadonlyArray<string>, options: ConformOptions) =>
    exits(await conformCommand(command, options)),
  )

program
  .command('doctor')
  .description('examine an adapter: what is wrong with it, apart from the exchange behind it')
  .argument('[command...]', 'the command that starts the adapter')
  .option('--attach <url>', 'talk to an adapter that is running there already, over HTTP')
  .option('--timeout <ms>', 'how long to wait for an answer', '10000')
  .action(async (command: ReadonlyArray<string>, options: { readonly attach?: string; readonly timeout: string }) =>
    exits(await doctorCommand(command, options)),
  )

program
  .command('compare')
  .description('run the suite on several implementations, each after its own --, and show where they differ')
  .argument('<commands...>', 'the commands that start the adapters')
  .option('--profile <chapter>', 'run the cases of this chapter only')
  .option('--json <file>', 'write the matrix as JSON')
  .option('--timeout <ms>', 'how long to wait for an answer', '10000')
  .option('--runs <n>', 'how many random runs to search through', '200')
  .action(async (words: ReadonlyArray<string>, options: CompareOptions) => exits(await compareCommand(words, options)))

withReports(program.command('merge'))
  .description('put the JSON reports or the results of shards together')
  .argument('<reports...>', 'what --json or --results wrote for each shard')
  .action(async (reports: ReadonlyArray<string>, options: ReportOptions) => exits(await mergeCommand(reports, options)))

program
  .command('replay')
  .description('run one vector from a file against an adapter')
  .argument('<file>', 'the vector')
  .argument('[command...]', 'the command that starts the adapter')
  .option('--attach <url>', 'talk to an adapter that is running there already, over HTTP')
  .option('--timeout <ms>', 'how long to wait for an answer', '10000')
  .action(
    async (
      file: string,
      command: ReadonlyArray<string>,
      options: { readonly timeout: string; readonly attach?: string },
    ) => exits(await replayCommand(file, command, options)),
  )

program
  .command('audit')
  .description('judge a log that an exchange has produced')
  .requiredOption('--format <format>', "ndjson: Touchstone's own; cda: two CSV files, instructions and fills")
  .option('--log <file>', 'the log (ndjson)')
  .option('--orders <file>', 'the instructions (cda)')
  .option('--fills <file>', 'what they traded (cda)')
  .option('--json <file>', 'write the result as JSON')
  .option('--max-violations <n>', 'end after so many', '100')
  .option('--wash', 'list pairs of traders who met in the way of wash trades (ndjson)')
  .action(async (options: AuditOptions) => exits(await auditCommand(options)))

program
  .command('clauses')
  .description('every clause, and the evidence for it')
  .option('--json', 'as JSON')
  .option('--since <file>', 'which have changed since the manifest.json of another version')
  .action(async (options: ClausesOptions) => exits(await clausesCommand(options)))

program
  .command('errata')
  .description('where the papers are ambiguous or wrong; one of them with the run that shows it')
  .argument('[id]', 'which, such as T1')
  .action((id: string | undefined) => exits(errataCommand(id)))

program
  .command('explore')
  .description('visit every state of a small scope, and show the shortest run to whatever is wrong')
  .argument('<machine>', 'the chapter, such as commit-chain')
  .option('--scope <name>', 'which scope; the first of the list, if none is named')
  .option('--list', 'the scopes that there are')
  .option('--json <file>', 'write the result as JSON')
  .option('--svg <file>', 'draw the automaton of integrity, with how often each arrow was taken')
  .option('--table', 'of margin: which kinds of events can void the proofs of others, with a shortest run each')
  .option('--states <n>', 'end after so many states', '2000000')
  .option('--jobs <n>', 'how many threads explore; what is found is the same', '1')
  .option('--failures <folder>', 'where to save a counterexample as a vector', 'touchstone-failures')
  .action(async (machine: string, options: ExploreOptions) => exits(await exploreCommand(machine, options)))

program
  .command('simulate')
  .description('draw random runs of a machine, and hold every clause and invariant against them')
  .argument('<machine>', 'the chapter, such as order-book')
  .option('--runs <n>', 'how many runs', '1000')
  .option('--length <n>', 'how many events in a run at most', '60')
  .option('--time <seconds>', 'how long at most', '60')
  .option('--seed <n>', 'where to start: the same seed draws the same', '1')
  .option('--path <path>', 'draw one run again: the path that a violation came with')
  .option('--json <file>', 'write the result as JSON')
  .option('--failures <folder>', 'where to save a violation as a vector', 'touchstone-failures')
  .action(async (machine: string, options: SimulateOptions) => exits(await simulateCommand(machine, options)))

program
  .command('measure')
  .description('how many proofs of margin the events of a flow of orders void, with its orders dealt out to traders')
  .option('--orders <file>', 'the flow: Buy|Sell|Del,id,time,quantity,price; left out, one is generated')
  .option('--instructions <n>', 'how many instructions are generated', '8000')
  .option('--traders <n>', 'among how many traders', '100')
  .option('--seeds <n>', 'so many times, each with another seed from 1 on', '5')
  .option('--json <file>', 'write the result as JSON')
  .option('--svg <file>', 'draw it')
  .action(async (options: MeasureOptions) => exits(await measureCommand(options)))

program
  .command('mutants')
  .description('run the suite on wrong implementations: whether it catches what it should (in a checkout only)')
  .option('--json <file>', 'write the kill matrix as JSON')
  .option('--jobs <n>', 'how many at a time', '2')
  .option('--filter <text>', 'those of this chapter or clause only, or with this in their id')
  .option('--no-search', 'run the vectors only')
  .action(async (options: Parameters<typeof mutantsCommand>[0]) => exits(await mutantsCommand(options)))

const vectors = program.command('vectors').description('the test vectors')
vectors
  .command('write')
  .description('make them anew from the model and the clauses')
  .action(async () => exits(await writeCommand()))
vectors
  .command('check')
  .description('whether they are what the model and the clauses produce')
  .action(async () => exits(await checkCommand()))
vectors
  .command('list')
  .description('every case, and what it is meant to catch')
  .action(async () => exits(await listCommand()))
vectors
  .command('export')
  .description('write them for other programs')
  .argument('<format>', 'ndjson: a case on each line; itf: traces for Quint and Apalache; zip: all files in one')
  .requiredOption('--out <path>', 'the file, or for itf the folder')
  .action(async (form: string, options: { readonly out: string }) => exits(await exportCommand(form, options)))

program
  .command('start')
  .description('run the suite against the implementations that come with the kit')
  .action(async () => exits(await startCommand(fileURLToPath(import.meta.url))))

program
  .command('adapter')
  .description('the model itself behind the adapter protocol, on standard input and output or over HTTP')
  .option('--http <port>', 'listen on this port of this machine')
  .action(async ({ http }: { readonly http?: string }) => {
    if (http === undefined) await serve()
    else console.log(`listening on http://127.0.0.1:${await serveHttp(whole('--http', http, 'port, such as 8080'))}`)
  })

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage
  else if (error instanceof UsageError) {
    console.error(`error: ${error.message}`)
    process.exitCode = EXIT.usage
  } else if (error instanceof NotRunnable) {
    console.error(`could not be run: ${error.message}`)
    process.exitCode = EXIT.notRunnable
  } else throw error
}
