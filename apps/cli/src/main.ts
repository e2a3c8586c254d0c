#!/usr/bin/env node
import { createProgram } from './program.js';
import { run } from './run.js';

/** Something that could not be closed, after a start that failed half-way, does not keep the command from ending. */
const GRACE_MS = 1_000;

process.exitCode = await run(createProgram(), process.argv.slice(2));
setTimeout(() => process.exit(), GRACE_MS).unref();
