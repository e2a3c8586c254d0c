// Preloaded into every measured server: answers each message with the CPU time of the whole process so far, all threads, in ms, and its
// resident memory in bytes.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpuMs: (user + system) / 1000, rss: process.memoryUsage.rss() });
});

// A bench that was killed leaves nothing behind.
process.on('disconnect', () => process.exit());
