// Preloaded into every measured server: answers each message with the CPU time of the whole process so far, all threads, in ms.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send((user + system) / 1000);
});

// A bench that was killed leaves nothing behind.
process.on('disconnect', () => process.exit());
