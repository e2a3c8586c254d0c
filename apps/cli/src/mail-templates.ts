// Loaded when it is asked for, so that help comes at once: only by a path, for the build makes paths of libs' names in `import … from` alone.
export { checkMailTemplates } from '@castellan/notifications';
