#!/usr/bin/env node
import { runAndLeave } from '@castellan/cli';
import { castellanProgram } from './program.js';

await runAndLeave(castellanProgram());
