/**
 * What a process does for the queues. `only-worker`: no other process works on them, so what is marked as being worked on was left by a
 * killed one. `enqueuer`: declares and fills queues, and leaves work, schedules and maintenance to the workers.
 */
export type JobsRole = 'only-worker' | 'worker' | 'enqueuer';
