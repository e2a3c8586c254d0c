// What packages keep for the whole process, and a test may change: by the end of a file's path, the objects to be put back after each test file.
const STATE = {
  '/@nestjs/common/services/logger.service.js': ({ Logger }) => [
    Logger,
    Logger.staticInstanceRef,
    (Logger.staticInstanceRef.options ??= {}),
  ],
  '/passport/lib/index.js': (passport) => [passport, passport._strategies],
};
const FILES = Object.keys(STATE);

exports.stateOf = (path, exports) => {
  const file = FILES.find((end) => path.endsWith(end));
  return file ? STATE[file](exports) : [];
};
