/** The exit codes of every command. */
export const EXIT = { conformant: 0, notConformant: 1, notRunnable: 2, usage: 3 } as const

/** A mistake in how a command was called: what is wrong, and what would be right. */
export class UsageError extends Error {}

/** An adapter, or an input, that nothing can be done with. */
export class NotRunnable extends Error {}
