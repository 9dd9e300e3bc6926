/** Why a command ends without its result; the message is a sentence for the user. */
export class CliError extends Error {}
