#!/usr/bin/env node
import { readCommandLine } from './command-line.mjs';

process.exitCode = await readCommandLine(process.argv);
