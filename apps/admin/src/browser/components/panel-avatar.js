/* global AdminJS, React */
(() => {
  const { createElement: h } = React;

  /** The picture of a user, or the first letters of their name. */
  function PanelAvatar({ record, isLarge }) {
    const { avatar, name, email } = record.params;
    const className = `panel-avatar${isLarge ? ' panel-avatar-large' : ''}`;
    if (!avatar) return h('span', { className, 'aria-hidden': true }, initialsOf(name || email || ''));
    return h('img', { className, src: new AdminJS.ViewHelpers().urlBuilder(['avatars', `${avatar}.webp`]), alt: '', loading: 'lazy' });
  }

  function initialsOf(text) {
    const words = text.split(/[\s@]+/).filter((word) => word !== '');
    const chosen = text.includes('@') ? words.slice(0, 1) : [words[0], words.length > 1 ? words.at(-1) : ''];
    return chosen
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toUpperCase();
  }

  AdminJS.UserComponents.PanelAvatar = PanelAvatar;
})();
