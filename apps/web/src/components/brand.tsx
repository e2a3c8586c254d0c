import { boot, href } from '../app/boot.js';

/** The product's name and logo. They lead home, unless there are but the pages that mails lead to (`PAGES=off`). */
export function Brand() {
  const parts = (
    <>
      <Mark />
      <span>{boot.brand.name}</span>
    </>
  );
  return boot.signIn ? (
    <a class="brand" href={href('/')}>
      {parts}
    </a>
  ) : (
    <span class="brand">{parts}</span>
  );
}

/** The logo; where there is none, the first letter of the name. */
export function Mark() {
  const { name, logo } = boot.brand;
  if (logo) return <img src={logo} alt="" />;
  return (
    <span class="mark" aria-hidden="true">
      {[...name][0]}
    </span>
  );
}
