export { withExamples } from './examples.js';
export { createProgram } from './program.js';
export { runAndLeave } from './run-and-leave.js';
