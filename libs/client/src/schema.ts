// Made from openapi.json by `npm run generate`.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys that verify access tokens
         * @description RFC 7517. Other services verify with these and hold no secret. `token_claims` names what tokens say besides who their holder is (`TOKEN_CLAIMS`).
         */
        get: operations["signingKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/webauthn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The origins that may use the passkeys
         * @description Related origins (WebAuthn level 3, §5.11): browsers read it at the host that passkeys are bound to.
         */
        get: operations["relatedOrigins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What operators did
         * @description With `audit_log.view`. The newest first, unless told.
         */
        get: operations["auditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was tried and done
         * @description With `auth_events.view`. The newest first, unless told.
         */
        get: operations["managedEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups
         * @description With `groups.view`.
         */
        get: operations["managedGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users
         * @description With `users.view`. The newest first, unless told.
         */
        get: operations["managedUsers"];
        put?: never;
        /**
         * Make an account
         * @description With `users.add`; `is_verified` and `password_hash` need `users.change` besides. What is taken is told plainly. Without a password or an invitation its owner signs in by codes, or resets it.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user
         * @description With `users.view`.
         */
        get: operations["managedUser"];
        put?: never;
        post?: never;
        /**
         * Erase a user
         * @description With `users.delete`. At once, with everything that is theirs; or `after` a while: until then it is closed, and its owner, who is mailed, keeps it by signing in.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change the username and the names of a user
         * @description With `users.change` and `users.view`. What is left out stays. The address is changed by its owner alone. With `If-Match` only while nobody else has changed them since.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/admin/users/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable an account
         * @description With `users.change`. Every session ends at once; nobody signs in until it is enabled, or `for` is over. Staff and superusers are the affair of superusers, and of no key.
         */
        post: operations["disableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable an account again
         * @description With `users.change`. It brings no session back. Staff and superusers are the affair of superusers, and of no key.
         */
        post: operations["enableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups of a user
         * @description With `groups.view`. All of them, by name.
         */
        get: operations["groupsOfUser"];
        /**
         * Set the groups of a user
         * @description By a superuser in a session of their own; never by a key. What is not named is left.
         */
        put: operations["setGroupsOfUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/reset-2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn off two-step sign-in of somebody who has lost their second factors
         * @description With `users.change`. Authenticator, backup codes and passkeys go, every session ends, and they are mailed. Staff and superusers are the affair of superusers, and of no key.
         */
        post: operations["resetSecondFactors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/send-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a user the link that sets a new password
         * @description With `users.change`.
         */
        post: operations["sendPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live sessions of a user
         * @description With `sessions.view`. All of them, the last used first.
         */
        get: operations["managedSessions"];
        put?: never;
        post?: never;
        /**
         * End every session of a user
         * @description With `sessions.delete`. At the API and at the panel, but for the one of this request. Their very next request is refused.
         */
        delete: operations["endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift what is refused to a user after too many wrong secrets
         * @description With `users.change`. Limits by client go on. Staff and superusers are the affair of superusers, and of no key.
         */
        post: operations["unlockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count the address of a user as proven
         * @description With `users.change`. Staff and superusers are the affair of superusers, and of no key.
         */
        post: operations["verifyUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The webhook endpoints
         * @description With `webhooks.view`.
         */
        get: operations["managedWebhooks"];
        put?: never;
        /**
         * Add a webhook endpoint
         * @description With `webhooks.add`. Its secret is told in this answer alone, and null where it is repeated.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook endpoint
         * @description With `webhooks.view`.
         */
        get: operations["managedWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description With `webhooks.delete`. The log of what it was told goes with it.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description With `webhooks.change` and `webhooks.view`. What is left out stays.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/api/admin/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a webhook endpoint was told
         * @description With `webhooks.view`. Of the last 30 days, never the body.
         */
        get: operations["webhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell a webhook endpoint again
         * @description With `webhooks.change` and `webhooks.view`. With the same `webhook-id`, as long as the body is kept (seven days) and the endpoint is on.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of a webhook endpoint
         * @description With `webhooks.change`. The new one signs at once; for 24 hours the former one signs beside it.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/registration-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where users come from
         * @description The sources with most users. Staff with `sources.view`.
         */
        get: operations["registrationSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/registration-sources/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of users, by where they came from
         * @description Of those who came in that time, the share who proved their address, and who have a second factor. 30 days unless `since` says otherwise, 366 at most. Staff with `sources.view`.
         */
        get: operations["registrationSourcesQuality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/registration-sources/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where users come from, day by day
         * @description The same sources by days of UTC, the oldest first; days without anybody are left out. 30 days unless `since` says otherwise, 366 at most. Staff with `sources.view`.
         */
        get: operations["registrationSourcesTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether two-step sign-in is on, and what proves it
         * @description A passkey is among the `methods` also while it is off: it proves anew who you are.
         */
        get: operations["twoFactor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa/backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many backup codes are left
         * @description Never the codes: they are stored hashed.
         */
        get: operations["backupCodes"];
        put?: never;
        /**
         * Make new backup codes
         * @description On a session with a second factor. The old ones die. Takes the trust from every device.
         */
        post: operations["regenerateBackupCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the second factor off
         * @description Ends no session. Takes the trust from every device.
         */
        post: operations["disableTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the second factor on
         * @description With the authenticator’s first code, or an own passkey asked for by `reauthenticate/options/`, beside which staff gives `otp_code`. Where it is on by a passkey, the authenticator is added to it, and no codes are made. This session becomes one of assurance level 2 and gets new tokens, in its own transport; its older ones die.
         */
        post: operations["enableTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa/passkey-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a passkey as the second factor
         * @description Of a sign-in that waits, by the client that began it. `2fa/verify-login/` takes what the browser makes of it as `credential`. The passkey that was the first factor is none of them.
         */
        post: operations["pendingPasskeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa/pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What finishes the sign-in that waits in this browser
         * @description After a return from a provider, by the cookie that it has left. Spends no try.
         */
        get: operations["pendingSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to set up an authenticator
         * @description Replaces an unfinished set-up. Nothing is on before `2fa/enable/`. While two-step sign-in is off, staff gives `otp_code` too, as a password alone binds no authenticator that opens the panel; while it is on, the session must have proven a second factor.
         */
        post: operations["setUpTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/2fa/verify-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish a sign-in with the second factor
         * @description With a code, or a passkey asked for by `2fa/passkey-options/`; in the transport and on the device it was begun with. Five tries; then, and after 300 s, it must be begun again (`challenge_expired`). After 20 wrong codes in a day from new devices a new device gets 403 `confirmation_required`: the mailed link lets this sign-in go on.
         */
        post: operations["verifyLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to the own account
         * @description Sign-ins, failed ones too, and changes; the newest first. `next` and `previous` lead to older and newer pages.
         */
        get: operations["ownActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to change the own email address
         * @description Answers alike for a taken address. The old address is told.
         */
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-email-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Confirm the new email address by following its link
         * @description Confirms only when the request names `Accept: application/json`; any other GET is redirected to the page that asks first.
         */
        get: operations["confirmEmailChangeByLink"];
        put?: never;
        /**
         * Confirm the new email address
         * @description With `uid` and `token` of the mailed link. Ends every session.
         */
        post: operations["confirmEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the own password
         * @description Ends every other session; this one goes on with fresh tokens.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/confirm-sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a sign-in from a new device go on
         * @description With the link that was mailed when `2fa/verify-login/` answered `confirmation_required`. Codes of that sign-in are looked at again.
         */
        post: operations["confirmSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The devices the own account was used on
         * @description All that are known, the one of this request marked `current`; where one asks for no second factor, it says until when.
         */
        get: operations["ownDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a device
         * @description After a recent sign-in. Ends its sessions. Another user’s id is 404.
         */
        delete: operations["forgetDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own connected accounts
         * @description All of them, the oldest first.
         */
        get: operations["identities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Disconnect an account of a provider
         * @description After a recent sign-in. Not the last way in. Another user’s id is 404.
         */
        delete: operations["removeIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a password
         * @description Who has a second factor gets `requires_2fa` and a `session_token` instead, and goes on with `2fa/verify-login/`.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of the presented refresh or access token and clears the cookies. Never 401.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End every other session
         * @description After a recent sign-in. With `include_current` this one too; `logout/` asks for nothing.
         */
        post: operations["signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed-in user
         * @description Who is signed in, what they may do, and how well this session has proven it. The first thing an app asks.
         */
        get: operations["currentUser"];
        put?: never;
        post?: never;
        /**
         * Close the own account
         * @description Ends every session at once. The account is erased after 14 days unless its owner signs in before.
         */
        delete: operations["closeAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything stored about the signed-in user
         * @description By table. Never a secret or its hash.
         */
        get: operations["exportAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/otp/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a code to sign in with
         * @description Always the same answer. Numbers get one only when their owner has proven them. Three an hour and 30 s between two for one identifier; a new code ends the one before. A device that the account knows (cookie, or `device_token`) has codes, guesses and requests of its own, which no stranger can use up.
         */
        post: operations["requestOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a code
         * @description An unknown address becomes a user, verified and without a password. Three tries a code; every failure is one answer. Who has a second factor goes on with `2fa/verify-login/`.
         */
        post: operations["verifyOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own passkeys
         * @description All of them.
         */
        get: operations["ownPasskeys"];
        put?: never;
        /**
         * Add a passkey
         * @description After a recent sign-in, with what the browser made of the options. The first second factor of a user brings backup codes.
         */
        post: operations["addPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a passkey
         * @description Where the device looked at who they are, the session is of assurance level 2; else two-step sign-in asks for another factor where it is on. Every failure is one answer; an unknown passkey has its `reason`.
         */
        post: operations["signInByPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/login/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to sign in with a passkey
         * @description Nothing in it depends on any account. `options` is for `startAuthentication` of browsers, also to fill a form.
         */
        post: operations["passkeySignInOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to add a passkey
         * @description After a recent sign-in. `options` is for `startRegistration` of browsers. Staff without a second factor gives `otp_code` too, as a password alone binds no passkey that opens the panel.
         */
        post: operations["passkeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What browsers are told of the own passkeys
         * @description For `signalAllAcceptedCredentials`, so that they offer none that was removed. 404 for who never had one.
         */
        get: operations["passkeySignals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a passkey
         * @description After a recent sign-in. Not the last way in, nor the last second factor while two-step sign-in is on. Another user’s id is 404.
         */
        delete: operations["removePasskey"];
        options?: never;
        head?: never;
        /**
         * Rename a passkey
         * @description Another user’s id is 404.
         */
        patch: operations["renamePasskey"];
        trace?: never;
    };
    "/api/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to reset the password
         * @description Always the same answer. An older link stops working.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password by a mailed link
         * @description Ends every session and signs nobody in. A refused password does not spend the link.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a code to prove a phone number
         * @description Three an hour, and 30 s between two for one number. The answer does not tell whether somebody else has it; its `notice` says what SMS is worth.
         */
        post: operations["requestPhone"];
        /**
         * Remove the phone number
         * @description Also when there is none.
         */
        delete: operations["removePhone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/phone/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove the phone number
         * @description After a recent sign-in, with the code sent to it. It takes the place of an older number.
         */
        post: operations["confirmPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The providers that people may sign in with
         * @description All of them, in the order of the operator.
         */
        get: operations["providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove again who you are
         * @description Opens routes that ask for a recent sign-in for 5 min. With a second factor on, its `code` is asked for, or a passkey as `credential`. The session gets new tokens, in its own transport; its older ones die.
         */
        post: operations["reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reauthenticate/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a passkey as a proof
         * @description `reauthenticate/`, `2fa/enable/` or `2fa/disable/` takes what the browser makes of it as `credential`, once.
         */
        post: operations["reauthenticationOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh the session
         * @description Answers in the transport of the session: new cookies and `detail`, or the tokens. Each refresh token works once.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/report-sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what was not you
         * @description With the link of the mail about a new device, a second factor, backup codes or a phone number. Ends every session, forgets all devices, takes away what was added since that sign-in or in the last 72 h, restores the address that the link was mailed to, and mails a link to choose a new password.
         */
        post: operations["reportSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the verification mail again
         * @description Always the same answer. The older link stops working.
         */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions and tokens that are over
         * @description For services that accept tokens: what was revoked after the cursor, within a second. Without one, all that is younger than the longest access token. Staff with `revocations.view`, and API keys.
         */
        get: operations["revocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own live sessions
         * @description All of them, the one of this request marked `current`.
         */
        get: operations["ownSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of the own sessions
         * @description After a recent sign-in. Its very next request is refused. Another user’s id is 404.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Answers alike whether or not the address is taken; its owner is told by mail. Password and names come into force when the address is proven, within a day. Without `source_url` the header `Referer` tells where the person came from.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh the session
         * @description Another name of `refresh/`.
         */
        post: operations["refreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/undo-email-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a change of the email address
         * @description With the link mailed to the old address, for 72 h. Ends every session and asks for a password reset.
         */
        post: operations["undoEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify an email address by following its link
         * @description Verifies only when the request names `Accept: application/json`; any other GET is redirected to the page that asks first. Takes no password: no secret belongs into a URL.
         */
        get: operations["verifyAccountByLink"];
        put?: never;
        /**
         * Verify an email address
         * @description With `uid` and `token` of the mailed link. Each link works once. Where the address was signed up with more than once in the last day, the answer is 400 `password_required`: the `password` of one of those sign-ups says which one comes into force. A wrong one spends no link.
         */
        post: operations["verifyAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/with/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish signing in with a provider, in an app
         * @description With the code of the `redirect_uri`, and the verifier that its `code_challenge` was made of. Once: a wrong verifier spends the code, too.
         */
        post: operations["exchangeCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/with/link/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish to connect an account of a provider, in an app
         * @description By the session that asked for it, which must still stand: a code that somebody else planted links nothing.
         */
        post: operations["exchangeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/with/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in with a provider
         * @description For a link or a button, not for `fetch`: leads the browser to the provider, and binds the visit to it by a cookie of its own. An app opens it in the system browser, with `redirect_uri` and `code_challenge`, and exchanges the code that it is handed at `with/exchange/`. A provider that cannot be reached leads back with `error`.
         */
        get: operations["signInWith"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/with/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from a provider
         * @description For the provider alone, in the browser that left: once. Leads on: to `next`; to the second factor, with the cookie that `2fa/verify-login/` takes; back to `/login`, or `/security`, with `error`; an app to its `redirect_uri` with `code` or `error`.
         */
        get: operations["returnFromProvider"];
        put?: never;
        /**
         * Come back from a provider that posts its answer
         * @description For the provider alone (`form_post`). Leads on as by GET where the browser shows its visit; else the answer is kept, and the browser led to the same address by GET, with `state` alone, since it shows no cookie with what another site posts.
         */
        post: operations["returnFromProviderByPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/with/{provider}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to connect an account of a provider
         * @description After a recent sign-in; while two-step sign-in is on, on a session of assurance level 2. A browser goes to `redirect_url`, and comes back to `next` with the account linked. An app, which is whoever asks by bearer, gives `redirect_uri`, opens it in the system browser, and sends the code that it is handed to `with/link/exchange/`.
         */
        post: operations["connectWith"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own profile
         * @description Modules beside this service may add fields of their own.
         */
        get: operations["ownProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the own profile
         * @description Fields that are left out stay; all that is given changes, or nothing.
         */
        patch: operations["changeProfile"];
        trace?: never;
    };
    "/api/profile/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the own avatar
         * @description JPEG, PNG, GIF or WebP by its content, at most 5 MB and 40 megapixels. It is turned as its EXIF says, cropped to 400×400, kept as WebP without any metadata, and the former one is gone.
         */
        put: operations["changeAvatar"];
        /**
         * The same as PUT, for forms
         * @description JPEG, PNG, GIF or WebP by its content, at most 5 MB and 40 megapixels. It is turned as its EXIF says, cropped to 400×400, kept as WebP without any metadata, and the former one is gone.
         */
        post: operations["postAvatar"];
        /**
         * Remove the own avatar
         * @description Its address is 404 from now on; copies in caches are not called back.
         */
        delete: operations["removeAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/twilio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of an SMS, told by Twilio
         * @description For Twilio alone, which is told this address with each message. A message or status that is not known is ignored. At most 8 kB.
         */
        post: operations["reportSmsStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/avatars/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An avatar
         * @description For anyone who knows its address, which cannot be guessed.
         */
        get: operations["avatarPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process lives
         * @description Asks nobody else.
         */
        get: operations["liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be served
         * @description Database, ephemeral store and queue answer within a second, and the process is not about to end.
         */
        get: operations["readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An account has the address that the provider told, and the provider is not trusted to say whose it is. Browsers and apps are told by `error`. */
        AccountExistsProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "account_exists";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "account_exists";
        };
        Activity: {
            /**
             * @description How many there are; 10 000 stands for more.
             * @example 42
             */
            count: number;
            /**
             * Format: uri
             * @description The page of older events.
             * @example null
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page of newer events.
             * @example null
             */
            previous: string | null;
            results: components["schemas"]["ActivityEvent"][];
        };
        ActivityEvent: {
            /**
             * Format: uuid
             * @example 019aa4c8-2f00-7000-8000-3a5e0dd3e636
             */
            id: string;
            /**
             * @example login
             * @enum {string}
             */
            event: "register" | "verification_requested" | "email_verified" | "login" | "logout" | "panel_login" | "panel_logout" | "twofactor_requested" | "twofactor" | "twofactor_setup" | "twofactor_enabled" | "twofactor_disabled" | "twofactor_reset" | "authenticator_added" | "authenticator_removed" | "backup_codes_regenerated" | "backup_codes_removed" | "passkey_added" | "passkey_renamed" | "passkey_removed" | "passkey_login" | "passkey_counter" | "federated_login" | "identity_linked" | "identity_removed" | "otp_requested" | "otp_verified" | "phone_change_requested" | "phone_verified" | "phone_removed" | "refresh" | "refresh_reuse" | "reauthenticated" | "password_reset_requested" | "password_reset" | "password_changed" | "email_change_requested" | "email_changed" | "email_change_undone" | "session_revoked" | "device_removed" | "device_reuse" | "sign_in_confirmed" | "sign_in_reported" | "account_exported" | "account_closed" | "account_reopened" | "account_erased" | "user_created" | "user_changed" | "password_set" | "account_disabled" | "account_enabled" | "account_unlocked" | "account_deleted" | "staff_granted" | "staff_revoked" | "superuser_granted" | "superuser_revoked" | "profile_changed" | "avatar_changed" | "avatar_removed" | "security_incident";
            /**
             * @example failure
             * @enum {string}
             */
            status: "success" | "failure";
            /**
             * @description A stable word; null for what operators did.
             * @example wrong_password
             */
            reason: string | null;
            /**
             * @description Null for what operators did.
             * @example 203.0.113.7
             */
            ip: string | null;
            /**
             * @description Null for what operators did.
             * @example Firefox on Linux
             */
            device_name: string | null;
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            session_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
            /**
             * @description So many refusals since `created_at`; absent for one.
             * @example 40
             */
            times?: number;
        };
        AddPasskey: {
            /**
             * @description What the browser made of the options.
             * @example {
             *       "id": "MTIzNDU2Nzg5MGFiY2RlZg",
             *       "rawId": "MTIzNDU2Nzg5MGFiY2RlZg",
             *       "type": "public-key",
             *       "clientExtensionResults": {},
             *       "response": {
             *         "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIi…",
             *         "attestationObject": "o2NmbXRkbm9uZ…"
             *       }
             *     }
             */
            credential: components["schemas"]["PasskeyRegistration"];
            /**
             * @description Without one it is called by the model of its authenticator.
             * @example My phone
             */
            name?: string;
        };
        /** @description What should be enabled is enabled already. */
        AlreadyEnabledProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "already_enabled";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "already_enabled";
        };
        /** @description An API key stands in the path or the query, which proxies and logs keep. It opened nothing. */
        ApiKeyInUrlProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "api_key_in_url";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "api_key_in_url";
        };
        AuditEntry: {
            /**
             * @description 1, 2, 3, … without gaps, in the order in which acts were done.
             * @example 4711
             */
            seq: number;
            /**
             * Format: uuid
             * @example 019aa4c8-2f00-7000-8000-3a5e0dd3e636
             */
            id: string;
            /**
             * @example user.changed
             * @enum {string}
             */
            action: "user.created" | "user.changed" | "user.password_set" | "user.two_factor_reset" | "user.passkey_removed" | "user.identity_removed" | "user.permissions_changed" | "user.groups_changed" | "user.deleted" | "profile.changed" | "group.created" | "group.changed" | "group.deleted" | "source.changed" | "signing_key.created" | "signing_key.revoked" | "job.retried" | "job.deleted" | "api_key.created" | "api_key.revoked" | "webhook.created" | "webhook.changed" | "webhook.secret_rotated" | "webhook.switched_off" | "webhook.delivery_replayed" | "webhook.deleted" | "users.imported" | "users.exported";
            /**
             * @example api_key
             * @enum {string}
             */
            actor_kind: "user" | "api_key" | "command_line" | "system";
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            actor_id: string | null;
            /**
             * @description The name of a key, or who it was at the command line.
             * @example billing
             */
            actor_label: string | null;
            /** @example user */
            target_type: string;
            /** @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11 */
            target_id: string;
            /**
             * @description What each field was, and what it became; `***` where that is not told.
             * @example {
             *       "is_active": [
             *         true,
             *         false
             *       ]
             *     }
             */
            changes: {
                [key: string]: unknown[];
            };
            /** @example They asked for it. */
            reason: string | null;
            /** @example 203.0.113.7 */
            ip: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
        };
        AuditPage: {
            /**
             * @description How many there are on all pages; 10 000 stands for more.
             * @example 42
             */
            count: number;
            /**
             * Format: uri
             * @description The page behind this one.
             * @example null
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page in front of this one.
             * @example null
             */
            previous: string | null;
            results: components["schemas"]["AuditEntry"][];
        };
        AuthenticatorSelection: {
            /**
             * @example required
             * @enum {string}
             */
            residentKey?: "discouraged" | "preferred" | "required";
            /** @example true */
            requireResidentKey?: boolean;
            /**
             * @example preferred
             * @enum {string}
             */
            userVerification?: "discouraged" | "preferred" | "required";
            /** @enum {string} */
            authenticatorAttachment?: "cross-platform" | "platform";
        };
        Avatar: {
            /** @example Avatar changed. */
            detail: string;
            /**
             * Format: uri
             * @example http://localhost:3000/avatars/dPTQMlauXWcldUnVGIiPjeRsJb0xOaGpqgD3zX2c0Jk.webp
             */
            avatar_url: string;
        };
        BackupCode: {
            /**
             * Format: date-time
             * @description Null while it is good.
             * @example null
             */
            used_at: string | null;
        };
        BackupCodes: {
            /** @example 10 */
            total: number;
            /** @example 9 */
            remaining: number;
            codes: components["schemas"]["BackupCode"][];
        };
        /** @description The request line, the URL or a header cannot be understood. */
        BadRequestProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "bad_request";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "bad_request";
        };
        BeginLink: {
            /**
             * @description Of an app: one of `REDIRECT_URIS`, letter by letter; a loopback address with any port (RFC 8252).
             * @example com.example.app:/signed-in
             */
            redirect_uri?: string;
            /**
             * @description With `redirect_uri`: S256 of a verifier (RFC 7636).
             * @example E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
             */
            code_challenge?: string;
            /**
             * @description The only one.
             * @enum {string}
             */
            code_challenge_method?: "S256";
            /**
             * @description Where a browser goes on: a path of ours, or an address whose origin is let in. Anything else is ignored.
             * @example /security
             */
            next?: string;
        };
        /** @description The sign-in that waited for its second factor is over: expired, finished, or out of attempts. */
        ChallengeExpiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "challenge_expired";
            /** @enum {integer} */
            status: 401;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "challenge_expired";
        };
        ChangeEmail: {
            /** @example ada.lovelace@example.com */
            new_email: string;
        };
        ChangePassword: {
            /**
             * Format: password
             * @description Required from users who have one.
             * @example violet kettle on the moor
             */
            old_password?: string;
            /**
             * Format: password
             * @example a lantern by the harbour
             */
            new_password: string;
            /**
             * Format: password
             * @description When given, it must equal `new_password`.
             */
            confirm_password?: string;
        };
        ChangeUser: {
            /**
             * @description Null or empty: none any more.
             * @example ada
             */
            username?: string | null;
            /** @example Ada */
            first_name?: string;
            /** @example Lovelace */
            last_name?: string;
        };
        ChangeWebhook: {
            /**
             * @description https, and at a public address.
             * @example https://crm.example.com/castellan
             */
            url?: string;
            /**
             * @example [
             *       "user_registered",
             *       "account_erased"
             *     ]
             */
            events?: components["schemas"]["WebhookEvent"][];
            /**
             * @description For people.
             * @example CRM
             */
            description?: string;
            /**
             * @description False: it is told nothing until it is switched on again.
             * @example true
             */
            is_active?: boolean;
        };
        Confirmation: {
            /**
             * Format: uuid
             * @description As in the mailed link.
             * @example 0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e
             */
            uid: string;
            /**
             * @description As in the mailed link; it works once.
             * @example dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4
             */
            token: string;
        };
        /** @description The first factor is right, the device is new, and too many wrong codes came from new devices within a day. A link was mailed to the account’s address. */
        ConfirmationRequiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "confirmation_required";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "confirmation_required";
        };
        CreateUser: {
            /** @example ada@example.com */
            email: string;
            /** @description Unique without case; never an `@`. */
            username?: string | null;
            /** @example Ada */
            first_name?: string;
            /** @example Lovelace */
            last_name?: string;
            /** @description Somebody has proven the address already. */
            is_verified?: boolean;
            /** @description Of a [known format](docs/reference/contract.md#passwords), as another system stored it. */
            password_hash?: string;
            /**
             * @description Mails its owner the link that sets a password.
             * @example true
             */
            invite?: boolean;
        };
        CreateWebhook: {
            /**
             * @description https, and at a public address.
             * @example https://crm.example.com/castellan
             */
            url: string;
            /**
             * @example [
             *       "user_registered",
             *       "account_erased"
             *     ]
             */
            events: components["schemas"]["WebhookEvent"][];
            /**
             * @description For people.
             * @example CRM
             */
            description?: string;
        };
        CreatedWebhook: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example https://crm.example.com/castellan */
            url: string;
            /** @example CRM */
            description: string;
            /**
             * @example [
             *       "user_registered"
             *     ]
             */
            events: components["schemas"]["WebhookEvent"][];
            /** @example true */
            is_active: boolean;
            /**
             * Format: date-time
             * @description Nothing but failures since then.
             * @example null
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Switched off by itself then.
             * @example null
             */
            switched_off_at: string | null;
            /**
             * Format: date-time
             * @description Until then the former secret signs, too.
             * @example null
             */
            former_secret_until: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000Z
             */
            created_at: string;
            /**
             * @description Told this once: null where the answer is repeated (`Idempotent-Replayed`).
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
             */
            secret: string | null;
        };
        CredentialProperties: {
            /** @description Can it be found without a name? */
            rk?: boolean;
        };
        /** @description An unsafe request with cookies came from an origin that is not allowed. */
        CsrfRejectedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "csrf_rejected";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "csrf_rejected";
        };
        DayFigure: {
            /**
             * Format: date
             * @description A day of UTC.
             * @example 2026-11-21
             */
            date: string;
            /** @example https://www.example.com/?utm_source=facebook&utm_campaign=spring */
            url: string;
            /** @example Facebook - Spring Campaign */
            display_name: string;
            /** @example 7 */
            user_count: number;
        };
        DayFigures: {
            results: components["schemas"]["DayFigure"][];
        };
        Detail: {
            /** @example Done. */
            detail: string;
        };
        Device: {
            /**
             * Format: uuid
             * @example 8f14e45f-ceea-467f-a83a-2f1a0f1ed9b4
             */
            id: string;
            /**
             * @description Is it the device of this session?
             * @example true
             */
            current: boolean;
            /** @example Firefox on Linux */
            name: string;
            /**
             * Format: date-time
             * @description Until then no second factor is asked for here.
             * @example null
             */
            trusted_until: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            last_seen_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
        };
        DeviceList: {
            /** @example 1 */
            count: number;
            /** @example null */
            next: string | null;
            /** @example null */
            previous: string | null;
            results: components["schemas"]["Device"][];
        };
        DisableTwoFactor: {
            /**
             * Format: password
             * @description Required from users who have one.
             * @example violet kettle on the moor
             */
            password?: string;
            /**
             * @description Of the authenticator, or a backup code.
             * @example 287082
             */
            code?: string;
            /** @description In the place of a code: what the browser made of `reauthenticate/options/`. */
            credential?: components["schemas"]["PasskeyAssertion"];
        };
        DisableUser: {
            /**
             * @description Kept in the audit log, so it should name nobody.
             * @example They asked for it by phone.
             */
            reason: string;
            /**
             * @description How long, as `30m`, `12h` or `7d`, up to ten years; else without an end.
             * @example 7d
             */
            for?: string;
        };
        /** @description The provider named no e-mail address, and nobody is linked with it yet. Browsers and apps are told by `error`. */
        EmailMissingProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "email_missing";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "email_missing";
        };
        /** @description The password is right, and the address was never confirmed. */
        EmailUnverifiedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "email_unverified";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "email_unverified";
        };
        EnableTwoFactor: {
            /**
             * @description Of the authenticator that was set up.
             * @example 287082
             */
            code?: string;
            /** @description In the place of a code: what the browser made of `reauthenticate/options/`. */
            credential?: components["schemas"]["PasskeyAssertion"];
            /**
             * @description Staff, beside a credential: the code that `otp/request/` sent to the own address.
             * @example 287082
             */
            otp_code?: string;
        };
        /**
         * @description Why the session ended. A closed list that only grows.
         * @enum {string}
         */
        EndReason: "logout" | "expired_idle" | "expired_absolute" | "password_changed" | "password_reset" | "email_changed" | "reuse_detected" | "user_revoked" | "admin_revoked" | "device_reported" | "account_disabled" | "session_limit";
        Exchange: {
            /**
             * @description Of the `redirect_uri`; good once, for 60 s.
             * @example SplxlOBeZQQYbYS6WxSbIA
             */
            code: string;
            /**
             * @description What the `code_challenge` was made of.
             * @example dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
             */
            code_verifier: string;
            /** @description The `device_token` of the last answer. */
            device_token?: string;
        };
        ExchangeLink: {
            /**
             * @description Of the `redirect_uri`; good once, for 60 s.
             * @example SplxlOBeZQQYbYS6WxSbIA
             */
            code: string;
            /**
             * @description What the `code_challenge` was made of.
             * @example dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
             */
            code_verifier: string;
        };
        FeedReset: {
            /**
             * @description Begin again, without `after`, and keep what you have.
             * @example true
             * @enum {boolean}
             */
            reset: true;
        };
        /** @description The URL and headers together are larger than 16 kB. */
        HeadersTooLargeProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "headers_too_large";
            /** @enum {integer} */
            status: 431;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "headers_too_large";
        };
        /** @description The `Idempotency-Key` came within 24 hours with another body, or for another route. */
        IdempotencyConflictProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "idempotency_conflict";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "idempotency_conflict";
        };
        Identity: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example google */
            provider: string;
            /**
             * @description As the provider told it last; says nothing of whose it is.
             * @example ada@gmail.com
             */
            email: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example null
             */
            last_used_at: string | null;
        };
        IdentityList: {
            /** @example 1 */
            count: number;
            /** @example null */
            next: string | null;
            /** @example null */
            previous: string | null;
            results: components["schemas"]["Identity"][];
        };
        /** @description Somebody, or the user themselves, has connected this account of the provider already. */
        IdentityTakenProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "identity_taken";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "identity_taken";
        };
        /** @description Something failed that should not; the operator finds it in the log by the `trace_id`. */
        InternalErrorProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "internal_error";
            /** @enum {integer} */
            status: 500;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "internal_error";
        };
        /** @description The API key is not one of this service, has a typing error in it, or is over; where its secret is right, `reason` says `expired` or `revoked`. */
        InvalidApiKeyProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "invalid_api_key";
            /** @enum {integer} */
            status: 401;
            /**
             * @description Where the secret of the key is right.
             * @enum {string}
             */
            reason?: "expired" | "revoked";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "invalid_api_key";
        };
        /** @description The one-time code is wrong, used or expired. */
        InvalidCodeProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "invalid_code";
            /** @enum {integer} */
            status: 401;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "invalid_code";
        };
        /** @description The sign-in failed. An unknown account, a wrong password, a disabled account and too many failures get this one answer. */
        InvalidCredentialsProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "invalid_credentials";
            /** @enum {integer} */
            status: 401;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "invalid_credentials";
        };
        /** @description The cursor was changed, or is of another list, other filters or another order. */
        InvalidCursorProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "invalid_cursor";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "invalid_cursor";
        };
        /** @description The mailed link is wrong, used, replaced by a newer one, or expired; which of them is not told. */
        InvalidLinkProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "invalid_link";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "invalid_link";
        };
        /** @description The passkey proves nothing here: it is unknown, another user’s, or its answer is wrong, used or too late. Where nobody knows it, `reason` is `unknown_passkey`. The session, where there is one, goes on. */
        InvalidPasskeyProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "invalid_passkey";
            /** @enum {integer} */
            status: 401;
            /**
             * @description Where nobody knows the passkey.
             * @enum {string}
             */
            reason?: "unknown_passkey";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "invalid_passkey";
        };
        Jwk: {
            /** @example OKP */
            kty: string;
            /** @example Ed25519 */
            crv: string;
            /** @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo */
            x: string;
            /** @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k */
            kid: string;
            /** @example EdDSA */
            alg: string;
            /** @example sig */
            use: string;
        };
        Jwks: {
            keys: components["schemas"]["Jwk"][];
            /**
             * @example [
             *       "email",
             *       "permissions"
             *     ]
             */
            token_claims?: string[];
        };
        /** @description Without it the user could not sign in any more: it is the last way in, or the last second factor while two-step sign-in is on. */
        LastFactorProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "last_factor";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "last_factor";
        };
        /** @description Without this account there would be no active superuser; it is neither closed, disabled, deleted nor demoted. */
        LastSuperuserProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "last_superuser";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "last_superuser";
        };
        LinkBegun: {
            /**
             * Format: uri
             * @description Where the browser goes next; for an app, its system browser.
             * @example https://accounts.example.com/authorize?client_id=castellan&state=af0ifjsldkj
             */
            redirect_url: string;
        };
        /** @description The body is not one well-formed JSON object in UTF-8, names a key twice, or nests deeper than 32 levels. */
        MalformedJsonProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "malformed_json";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "malformed_json";
        };
        ManagedEvent: {
            /**
             * Format: uuid
             * @example 019aa4c8-2f00-7000-8000-3a5e0dd3e636
             */
            id: string;
            /**
             * @example login
             * @enum {string}
             */
            event: "register" | "verification_requested" | "email_verified" | "login" | "logout" | "panel_login" | "panel_logout" | "twofactor_requested" | "twofactor" | "twofactor_setup" | "twofactor_enabled" | "twofactor_disabled" | "twofactor_reset" | "authenticator_added" | "authenticator_removed" | "backup_codes_regenerated" | "backup_codes_removed" | "passkey_added" | "passkey_renamed" | "passkey_removed" | "passkey_login" | "passkey_counter" | "federated_login" | "identity_linked" | "identity_removed" | "otp_requested" | "otp_verified" | "phone_change_requested" | "phone_verified" | "phone_removed" | "refresh" | "refresh_reuse" | "reauthenticated" | "password_reset_requested" | "password_reset" | "password_changed" | "email_change_requested" | "email_changed" | "email_change_undone" | "session_revoked" | "device_removed" | "device_reuse" | "sign_in_confirmed" | "sign_in_reported" | "account_exported" | "account_closed" | "account_reopened" | "account_erased" | "user_created" | "user_changed" | "password_set" | "account_disabled" | "account_enabled" | "account_unlocked" | "account_deleted" | "staff_granted" | "staff_revoked" | "superuser_granted" | "superuser_revoked" | "profile_changed" | "avatar_changed" | "avatar_removed" | "security_incident";
            /**
             * @example failure
             * @enum {string}
             */
            status: "success" | "failure";
            /**
             * @description A stable word.
             * @example wrong_password
             */
            reason: string | null;
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            user_id: string | null;
            /**
             * @description What was typed as a name, or a mask of it.
             * @example ada@example.com
             */
            identifier: string | null;
            /** @example 203.0.113.7 */
            ip: string | null;
            /** @example Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0 */
            user_agent: string | null;
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            session_id: string | null;
            /**
             * @description So many alike since `created_at`.
             * @example 1
             */
            times: number;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
        };
        ManagedEventPage: {
            /**
             * @description How many there are on all pages; 10 000 stands for more.
             * @example 42
             */
            count: number;
            /**
             * Format: uri
             * @description The page behind this one.
             * @example null
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page in front of this one.
             * @example null
             */
            previous: string | null;
            results: components["schemas"]["ManagedEvent"][];
        };
        ManagedGroup: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example Support */
            name: string;
            /** @example 7 */
            members: number;
            /**
             * @description What its members may do.
             * @example [
             *       "users.view"
             *     ]
             */
            permissions: string[];
        };
        ManagedGroupPage: {
            /**
             * @description How many there are on all pages; 10 000 stands for more.
             * @example 42
             */
            count: number;
            /**
             * Format: uri
             * @description The page behind this one.
             * @example null
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page in front of this one.
             * @example null
             */
            previous: string | null;
            results: components["schemas"]["ManagedGroup"][];
        };
        ManagedSession: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /**
             * @example cookie
             * @enum {string}
             */
            transport: "cookie" | "bearer";
            /** @example Firefox on Linux */
            device_name: string;
            /** @example 203.0.113.7 */
            ip: string;
            /** @example null */
            location: string | null;
            /**
             * @example 1
             * @enum {number}
             */
            aal: 1 | 2;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            last_used_at: string;
            /**
             * Format: date-time
             * @example 2026-11-28T09:41:07.000Z
             */
            expires_at: string;
        };
        ManagedSessionList: {
            /** @example 1 */
            count: number;
            /** @example null */
            next: string | null;
            /** @example null */
            previous: string | null;
            results: components["schemas"]["ManagedSession"][];
        };
        ManagedUser: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example ada@example.com */
            email: string;
            /** @example ada */
            username: string | null;
            /** @example Ada */
            first_name: string;
            /** @example Lovelace */
            last_name: string;
            /** @example true */
            is_verified: boolean;
            /** @example true */
            is_active: boolean;
            /**
             * Format: date-time
             * @description Enabled again by itself then.
             * @example null
             */
            disabled_until: string | null;
            /** @example false */
            is_staff: boolean;
            /** @example false */
            is_superuser: boolean;
            /** @example true */
            two_factor_enabled: boolean;
            /** @example false */
            has_passkey: boolean;
            /**
             * @description Is an account of a provider connected?
             * @example false
             */
            has_identity: boolean;
            /**
             * @description The end of the proven number.
             * @example …4567
             */
            phone: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000Z
             */
            date_joined: string;
            /**
             * Format: date-time
             * @example null
             */
            last_login: string | null;
            /**
             * Format: date-time
             * @description Closed since then, and erased soon.
             * @example null
             */
            closed_at: string | null;
            /**
             * Format: date-time
             * @description Erased then, as an operator planned. Null of one that its owner closed, which goes after the delay of the house.
             * @example null
             */
            erase_at: string | null;
        };
        ManagedUserPage: {
            /**
             * @description How many there are on all pages; 10 000 stands for more.
             * @example 42
             */
            count: number;
            /**
             * Format: uri
             * @description The page behind this one.
             * @example null
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page in front of this one.
             * @example null
             */
            previous: string | null;
            results: components["schemas"]["ManagedUser"][];
        };
        ManagedWebhook: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example https://crm.example.com/castellan */
            url: string;
            /** @example CRM */
            description: string;
            /**
             * @example [
             *       "user_registered"
             *     ]
             */
            events: components["schemas"]["WebhookEvent"][];
            /** @example true */
            is_active: boolean;
            /**
             * Format: date-time
             * @description Nothing but failures since then.
             * @example null
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Switched off by itself then.
             * @example null
             */
            switched_off_at: string | null;
            /**
             * Format: date-time
             * @description Until then the former secret signs, too.
             * @example null
             */
            former_secret_until: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000Z
             */
            created_at: string;
        };
        ManagedWebhookPage: {
            /**
             * @description How many there are on all pages; 10 000 stands for more.
             * @example 42
             */
            count: number;
            /**
             * Format: uri
             * @description The page behind this one.
             * @example null
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page in front of this one.
             * @example null
             */
            previous: string | null;
            results: components["schemas"]["ManagedWebhook"][];
        };
        /** @description The path exists, and not for this method; `Allow` lists those it has. */
        MethodNotAllowedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "method_not_allowed";
            /** @enum {integer} */
            status: 405;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "method_not_allowed";
        };
        NewBackupCodes: {
            /** @example New backup codes made. The old ones no longer work. */
            detail: string;
            /**
             * @description Shown this once; each works once.
             * @example [
             *       "7KQ2-M4XJT-9WPQH"
             *     ]
             */
            backup_codes: string[];
        };
        NewPasskey: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example iCloud Keychain */
            name: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example null
             */
            last_used_at: string | null;
            /**
             * @description Do the owner’s other devices have it, too, or can they?
             * @example true
             */
            synced: boolean;
            /**
             * @description How browsers reach it.
             * @example [
             *       "internal",
             *       "hybrid"
             *     ]
             */
            transports: string[];
            /**
             * Format: uuid
             * @description The model of its authenticator; zeros where none is told.
             * @example fbfc3007-154e-4ecc-8c0b-6e020557d7bd
             */
            aaguid: string;
            /**
             * @description With the first second factor of a user. Shown this once; each works once, when two-step sign-in is on.
             * @example [
             *       "7KQ2-M4XJT-9WPQH"
             *     ]
             */
            backup_codes?: string[];
        };
        /** @description The route needs a signed-in user and the request carries no access token. */
        NotAuthenticatedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "not_authenticated";
            /** @enum {integer} */
            status: 401;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "not_authenticated";
        };
        /** @description The request needs something that is not enabled. */
        NotEnabledProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "not_enabled";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "not_enabled";
        };
        /** @description There is no such path, or no such thing that belongs to the caller. */
        NotFoundProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "not_found";
            /** @enum {integer} */
            status: 404;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "not_found";
        };
        OtpRequest: {
            /**
             * @description An address, or a phone number with its country code.
             * @example ada@example.com
             */
            identifier: string;
            /**
             * @description Told from the identifier when it is not given.
             * @enum {string}
             */
            channel?: "email" | "sms";
            /** @description Where the person came from. http(s), at most 2 000 characters; anything else is ignored. Kept without credentials, fragment, and all parameters but `utm_*`. */
            source_url?: string;
            /** @description The `device_token` of an earlier answer, where no cookie carries it. */
            device_token?: string;
        };
        OtpRequested: {
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
            /**
             * @example OTP sent to email
             * @enum {string}
             */
            message: "OTP sent to email" | "OTP sent to sms";
        };
        OtpSignedInByBearer: {
            /** @example Login successful. */
            detail: string;
            /**
             * @example false
             * @enum {boolean}
             */
            requires_2fa: false;
            user: components["schemas"]["User"];
            /**
             * @description How many backup codes are left, once one was used.
             * @example 9
             */
            backup_codes_remaining?: number;
            /**
             * @description After a backup code.
             * @example You signed in with a backup code. 9 are left.
             */
            warning?: string;
            session: components["schemas"]["Session"];
            /**
             * @description Keep it in place of the one before, and send it with the next sign-in from this device. It works once.
             * @example q0n8…
             */
            device_token: string;
            tokens: components["schemas"]["Tokens"];
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
            /**
             * @description Did this code make a new account?
             * @example false
             */
            created: boolean;
        };
        OtpSignedInByCookie: {
            /** @example Login successful. */
            detail: string;
            /**
             * @example false
             * @enum {boolean}
             */
            requires_2fa: false;
            user: components["schemas"]["User"];
            /**
             * @description How many backup codes are left, once one was used.
             * @example 9
             */
            backup_codes_remaining?: number;
            /**
             * @description After a backup code.
             * @example You signed in with a backup code. 9 are left.
             */
            warning?: string;
            session: components["schemas"]["Session"];
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
            /**
             * @description Did this code make a new account?
             * @example false
             */
            created: boolean;
        };
        OtpVerify: {
            /**
             * @description As the code was asked for.
             * @example ada@example.com
             */
            identifier: string;
            /** @example 042042 */
            otp_code: string;
            /** @description Where the person came from. http(s), at most 2 000 characters; anything else is ignored. Kept without credentials, fragment, and all parameters but `utm_*`. */
            source_url?: string;
            /**
             * @description How the tokens travel; by default in the answer.
             * @enum {string}
             */
            transport?: "cookie" | "bearer";
            /** @description The `device_token` of an earlier answer, as at the request of the code. */
            device_token?: string;
        };
        Passkey: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example iCloud Keychain */
            name: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example null
             */
            last_used_at: string | null;
            /**
             * @description Do the owner’s other devices have it, too, or can they?
             * @example true
             */
            synced: boolean;
            /**
             * @description How browsers reach it.
             * @example [
             *       "internal",
             *       "hybrid"
             *     ]
             */
            transports: string[];
            /**
             * Format: uuid
             * @description The model of its authenticator; zeros where none is told.
             * @example fbfc3007-154e-4ecc-8c0b-6e020557d7bd
             */
            aaguid: string;
        };
        PasskeyAlgorithm: {
            /**
             * @description COSE: -7 is ES256, -8 EdDSA, -257 RS256.
             * @example -7
             */
            alg: number;
            /**
             * @example public-key
             * @enum {string}
             */
            type: "public-key";
        };
        PasskeyAssertion: {
            /**
             * @description base64url
             * @example MTIzNDU2Nzg5MGFiY2RlZg
             */
            id: string;
            /**
             * @description The same.
             * @example MTIzNDU2Nzg5MGFiY2RlZg
             */
            rawId: string;
            /** @enum {string} */
            authenticatorAttachment?: "cross-platform" | "platform";
            clientExtensionResults: components["schemas"]["PasskeyExtensionResults"];
            /** @enum {string} */
            type: "public-key";
            response: components["schemas"]["PasskeySignature"];
        };
        PasskeyAttestation: {
            /** @description base64url */
            clientDataJSON: string;
            /** @description base64url */
            attestationObject: string;
            /** @description base64url */
            authenticatorData?: string;
            /**
             * @example [
             *       "internal",
             *       "hybrid"
             *     ]
             */
            transports?: string[];
            /** @description COSE. */
            publicKeyAlgorithm?: number;
            /** @description base64url */
            publicKey?: string;
        };
        PasskeyChallenge: {
            options: components["schemas"]["PasskeyRequestOptions"];
            /**
             * @description Seconds.
             * @example 300
             */
            expires_in: number;
        };
        PasskeyCreationOptions: {
            /**
             * @description 32 random bytes in base64url, good for one answer.
             * @example y1NnYhMEzxvG4iYBm2l1ZcT1oW7wqk1d2nqC3bE0PqQ
             */
            challenge: string;
            rp: components["schemas"]["RelyingParty"];
            user: components["schemas"]["PasskeyUser"];
            pubKeyCredParams: components["schemas"]["PasskeyAlgorithm"][];
            /**
             * @description Milliseconds.
             * @example 300000
             */
            timeout?: number;
            /** @description Those that the user has. */
            excludeCredentials?: components["schemas"]["PasskeyDescriptor"][];
            authenticatorSelection?: components["schemas"]["AuthenticatorSelection"];
            /**
             * @description None is verified or kept.
             * @example none
             * @enum {string}
             */
            attestation?: "none";
            /** @example [] */
            hints?: ("hybrid" | "security-key" | "client-device")[];
            extensions?: components["schemas"]["PasskeyExtensions"];
        };
        PasskeyDescriptor: {
            /**
             * @description base64url
             * @example MTIzNDU2Nzg5MGFiY2RlZg
             */
            id: string;
            /**
             * @example public-key
             * @enum {string}
             */
            type: "public-key";
            /**
             * @description How browsers reach it.
             * @example [
             *       "internal",
             *       "hybrid"
             *     ]
             */
            transports?: string[];
        };
        PasskeyExtensionResults: {
            credProps?: components["schemas"]["CredentialProperties"];
        };
        PasskeyExtensions: {
            /**
             * @description Ask whether the passkey can be found without a name.
             * @example true
             */
            credProps?: boolean;
        };
        PasskeyList: {
            /** @example 1 */
            count: number;
            /** @example null */
            next: string | null;
            /** @example null */
            previous: string | null;
            results: components["schemas"]["Passkey"][];
        };
        PasskeyOptions: {
            /**
             * @description Staff without a second factor only: the code that `otp/request/` sent to the own address.
             * @example 287082
             */
            otp_code?: string;
        };
        PasskeyRegistration: {
            /**
             * @description base64url
             * @example MTIzNDU2Nzg5MGFiY2RlZg
             */
            id: string;
            /**
             * @description The same.
             * @example MTIzNDU2Nzg5MGFiY2RlZg
             */
            rawId: string;
            /** @enum {string} */
            authenticatorAttachment?: "cross-platform" | "platform";
            clientExtensionResults: components["schemas"]["PasskeyExtensionResults"];
            /** @enum {string} */
            type: "public-key";
            response: components["schemas"]["PasskeyAttestation"];
        };
        PasskeyRegistrationOptions: {
            options: components["schemas"]["PasskeyCreationOptions"];
            /**
             * @description Seconds.
             * @example 300
             */
            expires_in: number;
        };
        PasskeyRequestOptions: {
            /**
             * @description 32 random bytes in base64url, good for one answer.
             * @example y1NnYhMEzxvG4iYBm2l1ZcT1oW7wqk1d2nqC3bE0PqQ
             */
            challenge: string;
            /**
             * @description The domain that passkeys are bound to.
             * @example example.com
             */
            rpId?: string;
            /**
             * @description Milliseconds.
             * @example 300000
             */
            timeout?: number;
            /** @description Those that are taken; where there are none, any that the device finds. */
            allowCredentials?: components["schemas"]["PasskeyDescriptor"][];
            /**
             * @example preferred
             * @enum {string}
             */
            userVerification?: "discouraged" | "preferred" | "required";
            hints?: ("hybrid" | "security-key" | "client-device")[];
            extensions?: components["schemas"]["PasskeyExtensions"];
        };
        PasskeySignIn: {
            /**
             * @description How the tokens travel; by default in cookies.
             * @enum {string}
             */
            transport?: "cookie" | "bearer";
            /** @description Bearer only: the `device_token` of the last answer. */
            device_token?: string;
            /**
             * @description Of `passkeys/login/options/`.
             * @example p0dJ…
             */
            state: string;
            /**
             * @description What the browser made of the options.
             * @example {
             *       "id": "MTIzNDU2Nzg5MGFiY2RlZg",
             *       "rawId": "MTIzNDU2Nzg5MGFiY2RlZg",
             *       "type": "public-key",
             *       "clientExtensionResults": {},
             *       "response": {
             *         "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIi…",
             *         "authenticatorData": "SZYN5YgOjGh0…",
             *         "signature": "MEUCIQDx…",
             *         "userHandle": "pVtK1Qm7…"
             *       }
             *     }
             */
            credential: components["schemas"]["PasskeyAssertion"];
        };
        PasskeySignInOptions: {
            options: components["schemas"]["PasskeyRequestOptions"];
            /**
             * @description Seconds.
             * @example 300
             */
            expires_in: number;
            /**
             * @description For `passkeys/login/`, once.
             * @example p0dJ…
             */
            state: string;
        };
        PasskeySignals: {
            /** @example example.com */
            rp_id: string;
            /**
             * @description The user handle, in base64url.
             * @example Zm9yIGV4YW1wbGU6IDMyIHJhbmRvbSBieXRlcyBoZXI
             */
            user_id: string;
            /**
             * @description Of all passkeys of the user, in base64url.
             * @example [
             *       "MTIzNDU2Nzg5MGFiY2RlZg"
             *     ]
             */
            credential_ids: string[];
        };
        PasskeySignature: {
            /** @description base64url */
            clientDataJSON: string;
            /** @description base64url */
            authenticatorData: string;
            /** @description base64url */
            signature: string;
            /** @description base64url */
            userHandle?: string;
        };
        PasskeyUser: {
            /**
             * @description The user handle: 32 random bytes, in base64url. It says nothing of the account.
             * @example Zm9yIGV4YW1wbGU6IDMyIHJhbmRvbSBieXRlcyBoZXI
             */
            id: string;
            /** @example ada@example.com */
            name: string;
            /** @example Ada Lovelace */
            displayName: string;
        };
        /** @description The address was signed up with more than once, so its proof needs the password of one of those sign-ups; none was sent, or none fits. */
        PasswordRequiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "password_required";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "password_required";
        };
        PasswordReset: {
            /** @example ada@example.com */
            email: string;
        };
        PasswordResetConfirm: {
            /**
             * Format: uuid
             * @example 0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e
             */
            uid: string;
            /** @example dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4 */
            token: string;
            /**
             * Format: password
             * @description `password` is read too.
             * @example a lantern by the harbour
             */
            new_password: string;
            /**
             * Format: password
             * @description When given, it must equal `new_password`.
             */
            confirm_password?: string;
        };
        /** @description The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone. */
        PasswordResetRequiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "password_reset_required";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "password_reset_required";
        };
        /** @description The body is larger than 100 kB (an avatar: 5 MB). */
        PayloadTooLargeProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "payload_too_large";
            /** @enum {integer} */
            status: 413;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "payload_too_large";
        };
        PendingPasskey: {
            /**
             * @description Of the sign-in that waits. Left out by a browser that came back from a provider: it has a cookie.
             * @example p0dJ…
             */
            session_token?: string;
            /** @description Bearer only: the `device_token` that the sign-in was begun with, if one was. */
            device_token?: string;
        };
        PendingSignIn: {
            /**
             * @description Any of them finishes it.
             * @example [
             *       "totp",
             *       "backup_code"
             *     ]
             */
            methods: ("totp" | "passkey" | "backup_code")[];
        };
        /** @description The caller may not do this. */
        PermissionDeniedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "permission_denied";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "permission_denied";
        };
        Phone: {
            /**
             * @description With its country code; blanks and brackets do not matter.
             * @example +4915112345678
             */
            phone: string;
        };
        PhoneCode: {
            /** @example 042042 */
            code: string;
        };
        PhoneCodeSent: {
            /** @example A code is on its way to that number. */
            detail: string;
            /** @description What everybody who adds a number should know; show it there. */
            notice: string;
        };
        PhoneConfirmed: {
            /** @example Phone number verified. */
            detail: string;
            /** @example +4915112345678 */
            phone: string;
        };
        /** @description What `If-Match` names is not the current version: somebody changed it meanwhile. */
        PreconditionFailedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "precondition_failed";
            /** @enum {integer} */
            status: 412;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "precondition_failed";
        };
        /** @description An error as RFC 9457 puts it. Programs branch on `code`, a closed list that only grows; people read `detail`. */
        Problem: components["schemas"]["ValidationFailedProblem"] | components["schemas"]["MalformedJsonProblem"] | components["schemas"]["BadRequestProblem"] | components["schemas"]["ApiKeyInUrlProblem"] | components["schemas"]["InvalidLinkProblem"] | components["schemas"]["PasswordRequiredProblem"] | components["schemas"]["EmailMissingProblem"] | components["schemas"]["InvalidCursorProblem"] | components["schemas"]["TransportMismatchProblem"] | components["schemas"]["NotAuthenticatedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["SessionEndedProblem"] | components["schemas"]["InvalidApiKeyProblem"] | components["schemas"]["InvalidCredentialsProblem"] | components["schemas"]["InvalidCodeProblem"] | components["schemas"]["InvalidPasskeyProblem"] | components["schemas"]["ChallengeExpiredProblem"] | components["schemas"]["EmailUnverifiedProblem"] | components["schemas"]["ConfirmationRequiredProblem"] | components["schemas"]["PasswordResetRequiredProblem"] | components["schemas"]["SignInRefusedProblem"] | components["schemas"]["ProviderDeniedProblem"] | components["schemas"]["PermissionDeniedProblem"] | components["schemas"]["ReauthenticationRequiredProblem"] | components["schemas"]["TwoFactorRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"] | components["schemas"]["NotFoundProblem"] | components["schemas"]["MethodNotAllowedProblem"] | components["schemas"]["RequestTimeoutProblem"] | components["schemas"]["AlreadyEnabledProblem"] | components["schemas"]["NotEnabledProblem"] | components["schemas"]["LastSuperuserProblem"] | components["schemas"]["LastFactorProblem"] | components["schemas"]["IdempotencyConflictProblem"] | components["schemas"]["AccountExistsProblem"] | components["schemas"]["IdentityTakenProblem"] | components["schemas"]["TooManyPasskeysProblem"] | components["schemas"]["PreconditionFailedProblem"] | components["schemas"]["PayloadTooLargeProblem"] | components["schemas"]["UnsupportedMediaTypeProblem"] | components["schemas"]["HeadersTooLargeProblem"] | components["schemas"]["ThrottledProblem"] | components["schemas"]["InternalErrorProblem"] | components["schemas"]["UnavailableProblem"] | components["schemas"]["ProviderFailedProblem"];
        /** @description What every failure says. */
        ProblemMembers: {
            /**
             * Format: uri
             * @description The code as a URN.
             */
            type: string;
            /** @description The kind of error, in few words. */
            title: string;
            /** @description What went wrong, for people. */
            detail: string;
            /** @description The operator finds the request in the log by it. The same as `X-Request-Id`, but for a request that brings one and a `traceparent`. */
            trace_id: string;
            /** @description All failures of all fields. */
            errors?: {
                [key: string]: string[];
            };
            /** @description More of the code. */
            reason?: components["schemas"]["EndReason"] | "unknown_passkey" | ("expired" | "revoked");
            /** @description Seconds, as in `Retry-After`. */
            retry_after?: number;
        };
        Profile: {
            /** @example Ada */
            first_name: string;
            /** @example Lovelace */
            last_name: string;
            /** @example Writes programs for machines that are not there yet. */
            bio: string;
            /** @example London */
            location: string;
            /**
             * Format: date
             * @example 1985-12-10
             */
            date_of_birth: string | null;
            /** @example en-GB */
            language: string | null;
            /** @example Europe/London */
            timezone: string | null;
            /**
             * @example {
             *       "theme": "dark"
             *     }
             */
            settings: {
                [key: string]: unknown;
            };
            /**
             * @description The proven number, in E.164; changed by `/api/auth/phone/`.
             * @example null
             */
            phone: string | null;
            /**
             * Format: uri
             * @example http://localhost:3000/avatars/dPTQMlauXWcldUnVGIiPjeRsJb0xOaGpqgD3zX2c0Jk.webp
             */
            avatar_url: string | null;
        };
        ProfileChange: {
            /**
             * @description `null` empties it.
             * @example Ada
             */
            first_name?: string | null;
            /**
             * @description `null` empties it.
             * @example Lovelace
             */
            last_name?: string | null;
            /**
             * @description May have several lines. `null` empties it.
             * @example Writes programs for machines that are not there yet.
             */
            bio?: string | null;
            /**
             * @description `null` empties it.
             * @example London
             */
            location?: string | null;
            /**
             * Format: date
             * @description `null` clears it.
             * @example 1985-12-10
             */
            date_of_birth?: string | null;
            /**
             * @description BCP 47, kept in its canonical form.
             * @example en-GB
             */
            language?: string | null;
            /**
             * @description A name of the IANA database.
             * @example Europe/London
             */
            timezone?: string | null;
            /**
             * @description Merged key by key: a key given replaces its value whole, a key given as `null` goes, the others stay. `null` empties it. At most 8 kB as JSON and 4 levels.
             * @example {
             *       "theme": "dark"
             *     }
             */
            settings?: {
                [key: string]: unknown;
            } | null;
        };
        Provider: {
            /**
             * @description For `with/{provider}/`.
             * @example google
             */
            id: string;
            /**
             * @description For people: `Continue with {name}`.
             * @example Google
             */
            name: string;
        };
        ProviderAnswer: {
            /**
             * @description As it was sent along.
             * @example af0ifjsldkj
             */
            state?: string;
            /**
             * @description For us, once.
             * @example SplxlOBeZQQYbYS6WxSbIA
             */
            code?: string;
            /** @description Why there is none: it is told in words of ours. */
            error?: string;
            /** @description Who answers (RFC 9207). */
            iss?: string;
        };
        /** @description The user said no at the provider, or was refused there. Browsers and apps are told by `error`. */
        ProviderDeniedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "provider_denied";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "provider_denied";
        };
        /** @description The provider cannot be reached, or its answer proves nothing; the operator finds in the log why. Browsers and apps are told by `error`. */
        ProviderFailedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "provider_failed";
            /** @enum {integer} */
            status: 503;
            /** @description Seconds, as in `Retry-After`. */
            retry_after: number;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "provider_failed";
        };
        ProviderList: {
            /** @example 1 */
            count: number;
            /** @example null */
            next: string | null;
            /** @example null */
            previous: string | null;
            results: components["schemas"]["Provider"][];
        };
        QualityFigure: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example https://www.example.com/?utm_source=facebook&utm_campaign=spring */
            url: string;
            /** @example Facebook - Spring Campaign */
            display_name: string;
            /**
             * @description Users who came from there in that time.
             * @example 42
             */
            user_count: number;
            /**
             * @description Of these users, how many have proven their address by now.
             * @example 0.9048
             */
            verified_share: number;
            /**
             * @description Of these users, how many have a second factor by now.
             * @example 0.1905
             */
            two_factor_share: number;
        };
        QualityFigures: {
            results: components["schemas"]["QualityFigure"][];
        };
        Reason: {
            /**
             * @description Kept in the audit log, so it should name nobody.
             * @example They asked for it by phone.
             */
            reason: string;
        };
        Reauthenticate: {
            /**
             * Format: password
             * @description From users without a second factor.
             * @example violet kettle on the moor
             */
            password?: string;
            /** @description From users with a second factor: its code, or a backup code. */
            code?: string;
            /** @description In the place of the password: a code of `otp/request/`, sent to the own address or number. */
            otp_code?: string;
            /** @description In the place of a code or of the password: what the browser made of `reauthenticate/options/`. */
            credential?: components["schemas"]["PasskeyAssertion"];
        };
        /** @description The route asks for a sign-in of the last five minutes. */
        ReauthenticationRequiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "reauthentication_required";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "reauthentication_required";
        };
        Refresh: {
            /** @description Bearer only: cookie sessions send none here. */
            refresh?: string;
        };
        RegenerateBackupCodes: {
            /**
             * Format: password
             * @description Required from users who have one.
             * @example violet kettle on the moor
             */
            password?: string;
        };
        RelatedOrigins: {
            /**
             * @example [
             *       "https://auth.example.com",
             *       "https://www.example.org"
             *     ]
             */
            origins: string[];
        };
        RelyingParty: {
            /** @example Castellan */
            name: string;
            /**
             * @description The domain that passkeys are bound to.
             * @example example.com
             */
            id?: string;
        };
        RenamePasskey: {
            /** @example iCloud Keychain */
            name: string;
        };
        RenewedByBearer: {
            /** @example Done. */
            detail: string;
            tokens: components["schemas"]["Tokens"];
        };
        /** @description The request did not arrive whole in time. */
        RequestTimeoutProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "request_timeout";
            /** @enum {integer} */
            status: 408;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "request_timeout";
        };
        ResendVerification: {
            /** @example ada@example.com */
            email: string;
        };
        Revocation: {
            /**
             * Format: uuid
             * @description A session.
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            sid?: string;
            /**
             * @description Beside `sid`: the session goes on, and its tokens of an older `step` are over.
             * @example 3
             */
            step?: number;
            /**
             * Format: uuid
             * @description A user.
             * @example 019aa4c8-2f00-7000-8000-3a5e0dd3e636
             */
            sub?: string;
            /**
             * @description Beside `sub`: tokens of an older `ver` are over; absent: all are.
             * @example 2
             */
            ver?: number;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            at: string;
        };
        Revocations: {
            /**
             * @description Opaque: the `after` of the next request.
             * @example v1.5d0c1f3a.q83vEjRWeJCrze8SNFZ4kA
             */
            cursor: string;
            /**
             * @description True: there is more, so ask at once.
             * @example false
             */
            more: boolean;
            results: components["schemas"]["Revocation"][];
        };
        SecondFactorRequired: {
            /**
             * @example true
             * @enum {boolean}
             */
            requires_2fa: true;
            /**
             * @description For `2fa/verify-login/`, once, by the client that began. It is no access token.
             * @example p0dJ…
             */
            session_token: string;
            /**
             * @description Any of them finishes it.
             * @example [
             *       "totp",
             *       "backup_code"
             *     ]
             */
            methods: ("totp" | "passkey" | "backup_code")[];
            /**
             * @description Seconds.
             * @example 300
             */
            expires_in: number;
        };
        Session: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /**
             * @description Is it the session of this request?
             * @example true
             */
            current: boolean;
            /**
             * @example cookie
             * @enum {string}
             */
            transport: "cookie" | "bearer";
            /** @example Firefox on Linux */
            device_name: string;
            /** @example 203.0.113.7 */
            ip: string;
            /** @example null */
            location: string | null;
            /**
             * @example 1
             * @enum {number}
             */
            aal: 1 | 2;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            last_used_at: string;
            /**
             * Format: date-time
             * @example 2026-11-28T09:41:07.000Z
             */
            expires_at: string;
        };
        /** @description The token is genuine and its session is over; `reason` says why. */
        SessionEndedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "session_ended";
            /** @enum {integer} */
            status: 401;
            reason: components["schemas"]["EndReason"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "session_ended";
        };
        SessionList: {
            /** @example 1 */
            count: number;
            /** @example null */
            next: string | null;
            /** @example null */
            previous: string | null;
            results: components["schemas"]["Session"][];
        };
        SetGroups: {
            /**
             * @description Kept in the audit log, so it should name nobody.
             * @example They asked for it by phone.
             */
            reason: string;
            /**
             * @description The ids of all groups that they are in afterwards.
             * @example [
             *       "5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11"
             *     ]
             */
            groups: string[];
        };
        SetUpTwoFactor: {
            /**
             * @description Staff only: the code that `otp/request/` sent to the own address.
             * @example 287082
             */
            otp_code?: string;
        };
        SignIn: {
            /**
             * @description How the tokens travel; by default in cookies.
             * @enum {string}
             */
            transport?: "cookie" | "bearer";
            /** @description Bearer only: the `device_token` of the last answer. */
            device_token?: string;
            /** @example ada@example.com */
            email?: string;
            username?: string;
            /** @description An address or a username. Give one of the three. */
            identifier?: string;
            /**
             * Format: password
             * @example violet kettle on the moor
             */
            password: string;
        };
        /** @description The provider said who it is, and they may not sign in: the account is disabled, or nobody may sign up by this provider. */
        SignInRefusedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "sign_in_refused";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "sign_in_refused";
        };
        SignOutEverywhere: {
            /**
             * @description End this session, too; by default it goes on.
             * @example false
             */
            include_current?: boolean;
        };
        SignUp: {
            /** @example ada@example.com */
            email: string;
            /**
             * Format: password
             * @example violet kettle on the moor
             */
            password: string;
            /**
             * Format: password
             * @description When given, it must equal `password`.
             */
            confirm_password?: string;
            /** @description Unique without case; never an `@`. */
            username?: string;
            /** @example Ada */
            first_name?: string;
            /** @example Lovelace */
            last_name?: string;
            /** @description Where the person came from. http(s), at most 2 000 characters; anything else is ignored. Kept without credentials, fragment, and all parameters but `utm_*`. */
            source_url?: string;
        };
        SignedInByBearer: {
            /** @example Login successful. */
            detail: string;
            /**
             * @example false
             * @enum {boolean}
             */
            requires_2fa: false;
            user: components["schemas"]["User"];
            /**
             * @description How many backup codes are left, once one was used.
             * @example 9
             */
            backup_codes_remaining?: number;
            /**
             * @description After a backup code.
             * @example You signed in with a backup code. 9 are left.
             */
            warning?: string;
            session: components["schemas"]["Session"];
            /**
             * @description Keep it in place of the one before, and send it with the next sign-in from this device. It works once.
             * @example q0n8…
             */
            device_token: string;
            tokens: components["schemas"]["Tokens"];
        };
        SignedInByCookie: {
            /** @example Login successful. */
            detail: string;
            /**
             * @example false
             * @enum {boolean}
             */
            requires_2fa: false;
            user: components["schemas"]["User"];
            /**
             * @description How many backup codes are left, once one was used.
             * @example 9
             */
            backup_codes_remaining?: number;
            /**
             * @description After a backup code.
             * @example You signed in with a backup code. 9 are left.
             */
            warning?: string;
            session: components["schemas"]["Session"];
        };
        SourceFigure: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example https://www.example.com/?utm_source=facebook&utm_campaign=spring */
            url: string;
            /** @example Facebook - Spring Campaign */
            display_name: string;
            /**
             * @description Users who came from there in that time.
             * @example 42
             */
            user_count: number;
        };
        SourceFigures: {
            results: components["schemas"]["SourceFigure"][];
        };
        /** @description A limit was reached; `retry_after` and `Retry-After` say in how many seconds it is lifted. */
        ThrottledProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "throttled";
            /** @enum {integer} */
            status: 429;
            /** @description Seconds, as in `Retry-After`. */
            retry_after: number;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "throttled";
        };
        /** @description The token was good and its time is over. */
        TokenExpiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "token_expired";
            /** @enum {integer} */
            status: 401;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "token_expired";
        };
        /** @description The token is not one of this service, is of another kind, or was replaced. */
        TokenInvalidProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "token_invalid";
            /** @enum {integer} */
            status: 401;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "token_invalid";
        };
        Tokens: {
            /** @example eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiIuLi4ifQ.c2lnbmF0dXJl */
            access: string;
            /** @example Xy2KUgw1Tw6KWn9qSm-bEQAAAAAp1r8… */
            refresh: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:56:07.000Z
             */
            access_expires_at: string;
            /**
             * Format: date-time
             * @example 2026-11-28T09:41:07.000Z
             */
            refresh_expires_at: string;
        };
        /** @description The user has as many passkeys as one may have. */
        TooManyPasskeysProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "too_many_passkeys";
            /** @enum {integer} */
            status: 409;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "too_many_passkeys";
        };
        /** @description The refresh token came by the other transport than its session was made with, or two different ones came. */
        TransportMismatchProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "transport_mismatch";
            /** @enum {integer} */
            status: 400;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "transport_mismatch";
        };
        TwilioReport: {
            /**
             * @description The message.
             * @example SM0123456789abcdef0123456789abcdef
             */
            MessageSid: string;
            /**
             * @description As Twilio names it; others than those known are ignored.
             * @example delivered
             */
            MessageStatus: string;
            /**
             * @description Why it failed.
             * @example 30003
             */
            ErrorCode?: string;
        };
        TwoFactorEnabledByBearer: {
            /** @example Two-factor authentication is on. */
            detail: string;
            /**
             * @description Shown this once; each works once. None where it was on already.
             * @example [
             *       "7KQ2-M4XJT-9WPQH"
             *     ]
             */
            backup_codes: string[];
            /** @description Of assurance level 2. */
            tokens: components["schemas"]["Tokens"];
        };
        TwoFactorEnabledByCookie: {
            /** @example Two-factor authentication is on. */
            detail: string;
            /**
             * @description Shown this once; each works once. None where it was on already.
             * @example [
             *       "7KQ2-M4XJT-9WPQH"
             *     ]
             */
            backup_codes: string[];
        };
        /** @description The route asks for a session that proved two factors. */
        TwoFactorRequiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "two_factor_required";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "two_factor_required";
        };
        TwoFactorSetup: {
            /**
             * @description Base32, for who cannot scan.
             * @example JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
             */
            secret: string;
            /** @example otpauth://totp/Castellan:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Castellan */
            otpauth_uri: string;
            /**
             * @description The same as a picture, a data URI.
             * @example data:image/png;base64,iVBORw0KGgo…
             */
            qr_code: string;
            /**
             * @description Seconds until the set-up must be begun again.
             * @example 600
             */
            expires_in: number;
        };
        /** @description Policy obliges this user to a second factor, and none is set up. */
        TwoFactorSetupRequiredProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "two_factor_setup_required";
            /** @enum {integer} */
            status: 403;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "two_factor_setup_required";
        };
        TwoFactorState: {
            /** @example true */
            enabled: boolean;
            /**
             * Format: date-time
             * @example 2026-10-26T09:30:00.000Z
             */
            enabled_at: string | null;
            /**
             * @description What you can prove yourself with: `totp`, `passkey`, `backup_code`; while it is off only `passkey`.
             * @example [
             *       "totp",
             *       "backup_code",
             *       "passkey"
             *     ]
             */
            methods: string[];
            /**
             * @description Those that came with a first passkey work once two-step sign-in is on.
             * @example 10
             */
            backup_codes_remaining: number;
        };
        /** @description A store or a queue cannot be reached or is full, or the service is stopping. */
        UnavailableProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "unavailable";
            /** @enum {integer} */
            status: 503;
            /** @description Seconds, as in `Retry-After`. */
            retry_after: number;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "unavailable";
        };
        /** @description The body is not `application/json` in UTF-8 (an avatar: `multipart/form-data`), or it is compressed. */
        UnsupportedMediaTypeProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "unsupported_media_type";
            /** @enum {integer} */
            status: 415;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "unsupported_media_type";
        };
        User: {
            /**
             * Format: uuid
             * @example 0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e
             */
            id: string;
            /** @example ada@example.com */
            email: string;
            /** @example ada */
            username: string | null;
            /** @example Ada */
            first_name: string;
            /** @example Lovelace */
            last_name: string;
            /** @example Ada Lovelace */
            full_name: string;
            /** @example true */
            is_verified: boolean;
            /** @example false */
            is_staff: boolean;
            /**
             * @description What the user may do, such as `users.view`.
             * @example []
             */
            permissions: string[];
            /**
             * @description Assurance level of this session: 2 after a second factor.
             * @example 1
             * @enum {number}
             */
            aal: 1 | 2;
            /** @example false */
            two_factor_enabled: boolean;
            /**
             * @description False for who signs in by codes: `change-password/` sets the first one, and `otp_code` proves anew who they are.
             * @example true
             */
            has_password: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T09:30:00.000Z
             */
            date_joined: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            last_login: string | null;
        };
        UserGroup: {
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            id: string;
            /** @example Support */
            name: string;
        };
        UserGroupList: {
            /** @example 1 */
            count: number;
            /** @example null */
            next: string | null;
            /** @example null */
            previous: string | null;
            results: components["schemas"]["UserGroup"][];
        };
        /** @description Fields are missing or wrong; `errors` lists every failure of every field. */
        ValidationFailedProblem: components["schemas"]["ProblemMembers"] & {
            /** @enum {string} */
            code: "validation_failed";
            /** @enum {integer} */
            status: 400;
            /** @description All failures of all fields. */
            errors: {
                [key: string]: string[];
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "validation_failed";
        };
        Verified: {
            /** @example Done. */
            detail: string;
            /** @description Whether the account has a password, as in `me/`. */
            has_password: boolean;
            /** @description Whether the account has a password or a provider to sign in with; else a link to choose a password was mailed. */
            has_way_in: boolean;
        };
        VerifyAccount: {
            /**
             * Format: uuid
             * @description As in the mailed link.
             * @example 0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e
             */
            uid: string;
            /**
             * @description As in the mailed link; it works once.
             * @example dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4
             */
            token: string;
            /**
             * Format: password
             * @description That of one of several sign-ups with the address; asked for by `password_required`.
             */
            password?: string;
        };
        VerifyLogin: {
            /**
             * @description Of the sign-in that waits. Left out by a browser that came back from a provider: it has a cookie.
             * @example p0dJ…
             */
            session_token?: string;
            /**
             * @description Of the authenticator, or a backup code.
             * @example 287082
             */
            code?: string;
            /** @description In the place of a code: what the browser made of `2fa/passkey-options/`. */
            credential?: components["schemas"]["PasskeyAssertion"];
            /** @description Ask for no second factor on this device for 30 days; by default it is asked for. */
            trust_device?: boolean | null;
            /** @description Bearer only: the `device_token` that the sign-in was begun with, if one was. */
            device_token?: string;
        };
        WebhookDelivery: {
            /**
             * Format: uuid
             * @example 019aa4c8-2f00-7000-8000-3a5e0dd3e636
             */
            id: string;
            /**
             * @description As in `webhook-id`.
             * @example msg_019aa4c8-2f00-7000-8000-3a5e0dd3e637
             */
            message_id: string;
            /** @example user_registered */
            event: components["schemas"]["WebhookEvent"];
            /**
             * Format: uuid
             * @example 5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11
             */
            user_id: string | null;
            /**
             * @example delivered
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed" | "dropped";
            /** @example 1 */
            tries: number;
            /**
             * @description What came back last.
             * @example 204
             */
            status: number | null;
            /**
             * @description What went wrong last, in words of Castellan.
             * @example null
             */
            error: string | null;
            /** @example 83 */
            duration_ms: number | null;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:07.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T09:41:08.000Z
             */
            last_tried_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            next_try_at: string | null;
            /**
             * @description Its body is kept, and it does not wait.
             * @example true
             */
            can_replay: boolean;
        };
        WebhookDeliveryPage: {
            /**
             * @description How many there are on all pages; 10 000 stands for more.
             * @example 42
             */
            count: number;
            /**
             * Format: uri
             * @description The page behind this one.
             * @example null
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page in front of this one.
             * @example null
             */
            previous: string | null;
            results: components["schemas"]["WebhookDelivery"][];
        };
        /** @enum {string} */
        WebhookEvent: "user_registered" | "email_verified" | "user_signed_in" | "sign_in_failed" | "session_ended" | "password_changed" | "password_reset" | "email_changed" | "phone_changed" | "two_factor_enabled" | "two_factor_disabled" | "passkey_added" | "passkey_removed" | "identity_linked" | "identity_removed" | "profile_changed" | "account_disabled" | "account_enabled" | "account_closed" | "account_reopened" | "account_erased";
        WebhookSecret: {
            /**
             * @description Told this once: null where the answer is repeated (`Idempotent-Replayed`).
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
             */
            secret: string | null;
        };
    };
    responses: {
        /** @description `already_enabled`: What should be enabled is enabled already. */
        AlreadyEnabled: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AlreadyEnabledProblem"];
            };
        };
        /** @description `bad_request`: The request line, the URL or a header cannot be understood. */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["BadRequestProblem"];
            };
        };
        /** @description `challenge_expired`: The sign-in that waited for its second factor is over: expired, finished, or out of attempts. */
        ChallengeExpired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ChallengeExpiredProblem"];
            };
        };
        /** @description `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed. */
        CsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `email_unverified`: The password is right, and the address was never confirmed.
         *
         *     `confirmation_required`: The first factor is right, the device is new, and too many wrong codes came from new devices within a day. A link was mailed to the account’s address.
         *
         *     `password_reset_required`: The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        EmailUnverifiedOrConfirmationRequiredOrPasswordResetRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EmailUnverifiedProblem"] | components["schemas"]["ConfirmationRequiredProblem"] | components["schemas"]["PasswordResetRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `email_unverified`: The password is right, and the address was never confirmed.
         *
         *     `password_reset_required`: The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        EmailUnverifiedOrPasswordResetRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EmailUnverifiedProblem"] | components["schemas"]["PasswordResetRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `email_unverified`: The password is right, and the address was never confirmed.
         *
         *     `password_reset_required`: The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone.
         *
         *     `sign_in_refused`: The provider said who it is, and they may not sign in: the account is disabled, or nobody may sign up by this provider.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        EmailUnverifiedOrPasswordResetRequiredOrSignInRefusedOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EmailUnverifiedProblem"] | components["schemas"]["PasswordResetRequiredProblem"] | components["schemas"]["SignInRefusedProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /** @description `idempotency_conflict`: The `Idempotency-Key` came within 24 hours with another body, or for another route. */
        IdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["IdempotencyConflictProblem"];
            };
        };
        /** @description `identity_taken`: Somebody, or the user themselves, has connected this account of the provider already. */
        IdentityTaken: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["IdentityTakenProblem"];
            };
        };
        /** @description `invalid_code`: The one-time code is wrong, used or expired. */
        InvalidCode: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidCodeProblem"];
            };
        };
        /** @description `invalid_credentials`: The sign-in failed. An unknown account, a wrong password, a disabled account and too many failures get this one answer. */
        InvalidCredentials: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidCredentialsProblem"];
            };
        };
        /**
         * @description `invalid_credentials`: The sign-in failed. An unknown account, a wrong password, a disabled account and too many failures get this one answer.
         *
         *     `invalid_code`: The one-time code is wrong, used or expired.
         *
         *     `invalid_passkey`: The passkey proves nothing here: it is unknown, another user’s, or its answer is wrong, used or too late. Where nobody knows it, `reason` is `unknown_passkey`. The session, where there is one, goes on.
         *
         *     `challenge_expired`: The sign-in that waited for its second factor is over: expired, finished, or out of attempts.
         */
        InvalidCredentialsOrInvalidCodeOrInvalidPasskeyOrChallengeExpired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidCredentialsProblem"] | components["schemas"]["InvalidCodeProblem"] | components["schemas"]["InvalidPasskeyProblem"] | components["schemas"]["ChallengeExpiredProblem"];
            };
        };
        /** @description `invalid_passkey`: The passkey proves nothing here: it is unknown, another user’s, or its answer is wrong, used or too late. Where nobody knows it, `reason` is `unknown_passkey`. The session, where there is one, goes on. */
        InvalidPasskey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidPasskeyProblem"];
            };
        };
        /**
         * @description `invalid_passkey`: The passkey proves nothing here: it is unknown, another user’s, or its answer is wrong, used or too late. Where nobody knows it, `reason` is `unknown_passkey`. The session, where there is one, goes on.
         *
         *     `challenge_expired`: The sign-in that waited for its second factor is over: expired, finished, or out of attempts.
         */
        InvalidPasskeyOrChallengeExpired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidPasskeyProblem"] | components["schemas"]["ChallengeExpiredProblem"];
            };
        };
        /** @description `last_factor`: Without it the user could not sign in any more: it is the last way in, or the last second factor while two-step sign-in is on. */
        LastFactor: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["LastFactorProblem"];
            };
        };
        /** @description `last_superuser`: Without this account there would be no active superuser; it is neither closed, disabled, deleted nor demoted. */
        LastSuperuser: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["LastSuperuserProblem"];
            };
        };
        /**
         * @description `not_authenticated`: The route needs a signed-in user and the request carries no access token.
         *
         *     `token_expired`: The token was good and its time is over.
         *
         *     `token_invalid`: The token is not one of this service, is of another kind, or was replaced.
         *
         *     `session_ended`: The token is genuine and its session is over; `reason` says why.
         */
        NoSession: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotAuthenticatedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["SessionEndedProblem"];
            };
        };
        /**
         * @description `not_authenticated`: The route needs a signed-in user and the request carries no access token.
         *
         *     `token_expired`: The token was good and its time is over.
         *
         *     `token_invalid`: The token is not one of this service, is of another kind, or was replaced.
         *
         *     `session_ended`: The token is genuine and its session is over; `reason` says why.
         *
         *     `invalid_api_key`: The API key is not one of this service, has a typing error in it, or is over; where its secret is right, `reason` says `expired` or `revoked`.
         */
        NoSessionOrInvalidApiKey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotAuthenticatedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["SessionEndedProblem"] | components["schemas"]["InvalidApiKeyProblem"];
            };
        };
        /**
         * @description `not_authenticated`: The route needs a signed-in user and the request carries no access token.
         *
         *     `token_expired`: The token was good and its time is over.
         *
         *     `token_invalid`: The token is not one of this service, is of another kind, or was replaced.
         *
         *     `session_ended`: The token is genuine and its session is over; `reason` says why.
         *
         *     `invalid_passkey`: The passkey proves nothing here: it is unknown, another user’s, or its answer is wrong, used or too late. Where nobody knows it, `reason` is `unknown_passkey`. The session, where there is one, goes on.
         */
        NoSessionOrInvalidPasskey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotAuthenticatedProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["SessionEndedProblem"] | components["schemas"]["InvalidPasskeyProblem"];
            };
        };
        /**
         * @description `not_authenticated`: The route needs a signed-in user and the request carries no access token.
         *
         *     `token_invalid`: The token is not one of this service, is of another kind, or was replaced.
         *
         *     `session_ended`: The token is genuine and its session is over; `reason` says why.
         */
        NotAuthenticatedOrTokenInvalidOrSessionEnded: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotAuthenticatedProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["SessionEndedProblem"];
            };
        };
        /** @description `not_enabled`: The request needs something that is not enabled. */
        NotEnabled: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotEnabledProblem"];
            };
        };
        /** @description `not_found`: There is no such path, or no such thing that belongs to the caller. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotFoundProblem"];
            };
        };
        /**
         * @description `password_reset_required`: The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        PasswordResetRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PasswordResetRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `password_reset_required`: The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone.
         *
         *     `reauthentication_required`: The route asks for a sign-in of the last five minutes.
         *
         *     `two_factor_required`: The route asks for a session that proved two factors.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        PasswordResetRequiredOrReauthenticationRequiredOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PasswordResetRequiredProblem"] | components["schemas"]["ReauthenticationRequiredProblem"] | components["schemas"]["TwoFactorRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `password_reset_required`: The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone.
         *
         *     `reauthentication_required`: The route asks for a sign-in of the last five minutes.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        PasswordResetRequiredOrReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PasswordResetRequiredProblem"] | components["schemas"]["ReauthenticationRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /** @description `payload_too_large`: The body is larger than 100 kB (an avatar: 5 MB). */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PayloadTooLargeProblem"];
            };
        };
        /**
         * @description `permission_denied`: The caller may not do this.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        PermissionDeniedOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PermissionDeniedProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `permission_denied`: The caller may not do this.
         *
         *     `two_factor_required`: The route asks for a session that proved two factors.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         */
        PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PermissionDeniedProblem"] | components["schemas"]["TwoFactorRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"];
            };
        };
        /**
         * @description `permission_denied`: The caller may not do this.
         *
         *     `two_factor_required`: The route asks for a session that proved two factors.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PermissionDeniedProblem"] | components["schemas"]["TwoFactorRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `permission_denied`: The caller may not do this.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         */
        PermissionDeniedOrTwoFactorSetupRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PermissionDeniedProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"];
            };
        };
        /** @description `precondition_failed`: What `If-Match` names is not the current version: somebody changed it meanwhile. */
        PreconditionFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
            };
        };
        /** @description Any other failure: docs/reference/errors.md lists all of them. */
        Problem: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "Retry-After": components["headers"]["Retry-After"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `reauthentication_required`: The route asks for a sign-in of the last five minutes.
         *
         *     `two_factor_required`: The route asks for a session that proved two factors.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        ReauthenticationRequiredOrTwoFactorRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ReauthenticationRequiredProblem"] | components["schemas"]["TwoFactorRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `reauthentication_required`: The route asks for a sign-in of the last five minutes.
         *
         *     `two_factor_required`: The route asks for a session that proved two factors.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        ReauthenticationRequiredOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ReauthenticationRequiredProblem"] | components["schemas"]["TwoFactorRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /**
         * @description `reauthentication_required`: The route asks for a sign-in of the last five minutes.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         */
        ReauthenticationRequiredOrTwoFactorSetupRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ReauthenticationRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"];
            };
        };
        /**
         * @description `reauthentication_required`: The route asks for a sign-in of the last five minutes.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ReauthenticationRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /** @description `throttled`: A limit was reached; `retry_after` and `Retry-After` say in how many seconds it is lifted. */
        Throttled: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ThrottledProblem"];
            };
        };
        /** @description `too_many_passkeys`: The user has as many passkeys as one may have. */
        TooManyPasskeys: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TooManyPasskeysProblem"];
            };
        };
        /**
         * @description `two_factor_required`: The route asks for a session that proved two factors.
         *
         *     `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        TwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TwoFactorRequiredProblem"] | components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /** @description `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up. */
        TwoFactorSetupRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TwoFactorSetupRequiredProblem"];
            };
        };
        /**
         * @description `two_factor_setup_required`: Policy obliges this user to a second factor, and none is set up.
         *
         *     `csrf_rejected`: An unsafe request with cookies came from an origin that is not allowed.
         */
        TwoFactorSetupRequiredOrCsrfRejected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TwoFactorSetupRequiredProblem"] | components["schemas"]["CsrfRejectedProblem"];
            };
        };
        /** @description `unavailable`: A store or a queue cannot be reached or is full, or the service is stopping. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnavailableProblem"];
            };
        };
        /**
         * @description `unavailable`: A store or a queue cannot be reached or is full, or the service is stopping.
         *
         *     `provider_failed`: The provider cannot be reached, or its answer proves nothing; the operator finds in the log why. Browsers and apps are told by `error`.
         */
        UnavailableOrProviderFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["ProviderFailedProblem"];
            };
        };
        /** @description `unsupported_media_type`: The body is not `application/json` in UTF-8 (an avatar: `multipart/form-data`), or it is compressed. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
            };
        };
        /** @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field. */
        ValidationFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"];
            };
        };
        /**
         * @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field.
         *
         *     `invalid_cursor`: The cursor was changed, or is of another list, other filters or another order.
         */
        ValidationFailedOrInvalidCursor: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["InvalidCursorProblem"];
            };
        };
        /**
         * @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field.
         *
         *     `invalid_link`: The mailed link is wrong, used, replaced by a newer one, or expired; which of them is not told.
         */
        ValidationFailedOrInvalidLink: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["InvalidLinkProblem"];
            };
        };
        /**
         * @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field.
         *
         *     `invalid_link`: The mailed link is wrong, used, replaced by a newer one, or expired; which of them is not told.
         *
         *     `password_required`: The address was signed up with more than once, so its proof needs the password of one of those sign-ups; none was sent, or none fits.
         */
        ValidationFailedOrInvalidLinkOrPasswordRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["InvalidLinkProblem"] | components["schemas"]["PasswordRequiredProblem"];
            };
        };
        /**
         * @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field.
         *
         *     `malformed_json`: The body is not one well-formed JSON object in UTF-8, names a key twice, or nests deeper than 32 levels.
         */
        ValidationFailedOrMalformedJson: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["MalformedJsonProblem"];
            };
        };
        /**
         * @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field.
         *
         *     `malformed_json`: The body is not one well-formed JSON object in UTF-8, names a key twice, or nests deeper than 32 levels.
         *
         *     `invalid_link`: The mailed link is wrong, used, replaced by a newer one, or expired; which of them is not told.
         */
        ValidationFailedOrMalformedJsonOrInvalidLink: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["MalformedJsonProblem"] | components["schemas"]["InvalidLinkProblem"];
            };
        };
        /**
         * @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field.
         *
         *     `malformed_json`: The body is not one well-formed JSON object in UTF-8, names a key twice, or nests deeper than 32 levels.
         *
         *     `invalid_link`: The mailed link is wrong, used, replaced by a newer one, or expired; which of them is not told.
         *
         *     `password_required`: The address was signed up with more than once, so its proof needs the password of one of those sign-ups; none was sent, or none fits.
         */
        ValidationFailedOrMalformedJsonOrInvalidLinkOrPasswordRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["MalformedJsonProblem"] | components["schemas"]["InvalidLinkProblem"] | components["schemas"]["PasswordRequiredProblem"];
            };
        };
        /**
         * @description `validation_failed`: Fields are missing or wrong; `errors` lists every failure of every field.
         *
         *     `malformed_json`: The body is not one well-formed JSON object in UTF-8, names a key twice, or nests deeper than 32 levels.
         *
         *     `transport_mismatch`: The refresh token came by the other transport than its session was made with, or two different ones came.
         */
        ValidationFailedOrMalformedJsonOrTransportMismatch: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["MalformedJsonProblem"] | components["schemas"]["TransportMismatchProblem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description Names the request in the log; in a problem, `trace_id` says the same.
         * @example 0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11
         */
        "X-Request-Id": string;
        /**
         * @description Nothing of an account is kept by caches.
         * @example no-store
         */
        "Cache-Control": string;
        /**
         * @description By cookie only: the access token, the refresh token and, at a sign-in, the device, each in a header of its own; when a session ends, the first two are cleared.
         * @example access_token=eyJhbGciOiJFZERTQSIs…; Max-Age=900; Path=/; HttpOnly; SameSite=Lax; Secure
         */
        "Set-Cookie": string;
        /**
         * @description Where cookies of a session are cleared: what the browser forgets of this origin.
         * @example "cache", "storage"
         */
        "Clear-Site-Data": string;
        /** @description Where to go on. */
        Location: string;
        /** @description For `If-None-Match`; of a user, for `If-Match`. */
        ETag: string;
        /**
         * @description `true` where this is the answer of the first request with that `Idempotency-Key`.
         * @example true
         */
        "Idempotent-Replayed": string;
        /**
         * @description With 401: the challenge (RFC 6750).
         * @example Bearer error="invalid_token"
         */
        "WWW-Authenticate": string;
        /**
         * @description With 429 and 503: seconds until it is worth another try.
         * @example 42
         */
        "Retry-After": number;
        /**
         * @description With 405: the methods that the path has.
         * @example GET, POST
         */
        Allow: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signingKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    relatedOrigins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelatedOrigins"];
                };
            };
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    auditLog: {
        parameters: {
            query?: {
                /** @description What was done. */
                action?: "user.created" | "user.changed" | "user.password_set" | "user.two_factor_reset" | "user.passkey_removed" | "user.identity_removed" | "user.permissions_changed" | "user.groups_changed" | "user.deleted" | "profile.changed" | "group.created" | "group.changed" | "group.deleted" | "source.changed" | "signing_key.created" | "signing_key.revoked" | "job.retried" | "job.deleted" | "api_key.created" | "api_key.revoked" | "webhook.created" | "webhook.changed" | "webhook.secret_rotated" | "webhook.switched_off" | "webhook.delivery_replayed" | "webhook.deleted" | "users.imported" | "users.exported";
                /** @description Who did it. */
                actor_kind?: "user" | "api_key" | "command_line" | "system";
                /** @description Done by this operator or API key. */
                actor_id?: string;
                /** @description Done to one of these: `user`, `group`, …. */
                target_type?: string;
                /** @description Done to this one. */
                target_id?: string;
                /** @description From this time on (ISO 8601, UTC unless it says otherwise); a day alone is meant whole. */
                since?: string;
                /** @description Before this time; a day alone counts in. */
                until?: string;
                /** @description The first unless told. */
                ordering?: "-seq" | "seq";
                /** @description Rows a page; 50 unless told. */
                limit?: number;
                /** @description Opaque; of `next` or `previous`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["ValidationFailedOrInvalidCursor"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    managedEvents: {
        parameters: {
            query?: {
                /** @description What was tried or done. */
                event?: "register" | "verification_requested" | "email_verified" | "login" | "logout" | "panel_login" | "panel_logout" | "twofactor_requested" | "twofactor" | "twofactor_setup" | "twofactor_enabled" | "twofactor_disabled" | "twofactor_reset" | "authenticator_added" | "authenticator_removed" | "backup_codes_regenerated" | "backup_codes_removed" | "passkey_added" | "passkey_renamed" | "passkey_removed" | "passkey_login" | "passkey_counter" | "federated_login" | "identity_linked" | "identity_removed" | "otp_requested" | "otp_verified" | "phone_change_requested" | "phone_verified" | "phone_removed" | "refresh" | "refresh_reuse" | "reauthenticated" | "password_reset_requested" | "password_reset" | "password_changed" | "email_change_requested" | "email_changed" | "email_change_undone" | "session_revoked" | "device_removed" | "device_reuse" | "sign_in_confirmed" | "sign_in_reported" | "account_exported" | "account_closed" | "account_reopened" | "account_erased" | "user_created" | "user_changed" | "password_set" | "account_disabled" | "account_enabled" | "account_unlocked" | "account_deleted" | "staff_granted" | "staff_revoked" | "superuser_granted" | "superuser_revoked" | "profile_changed" | "avatar_changed" | "avatar_removed" | "security_incident";
                /** @description How it ended. */
                status?: "success" | "failure";
                /** @description Of this user. */
                user_id?: string;
                /** @description From this address, as an event has it. */
                ip?: string;
                /** @description From this time on (ISO 8601, UTC unless it says otherwise); a day alone is meant whole. */
                since?: string;
                /** @description Before this time; a day alone counts in. */
                until?: string;
                /** @description The first unless told. */
                ordering?: "-created_at" | "created_at";
                /** @description Rows a page; 50 unless told. */
                limit?: number;
                /** @description Opaque; of `next` or `previous`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedEventPage"];
                };
            };
            400: components["responses"]["ValidationFailedOrInvalidCursor"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    managedGroups: {
        parameters: {
            query?: {
                /** @description A part of the name. */
                search?: string;
                /** @description The first unless told. */
                ordering?: "id" | "-id";
                /** @description Rows a page; 50 unless told. */
                limit?: number;
                /** @description Opaque; of `next` or `previous`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedGroupPage"];
                };
            };
            400: components["responses"]["ValidationFailedOrInvalidCursor"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    managedUsers: {
        parameters: {
            query?: {
                /** @description By id, whole phone number, or the beginning of address, username or names; with `*` in front anywhere, which is slow. */
                search?: string;
                /** @description Exactly this one. */
                id?: string;
                /** @description Exactly this address, in any spelling of it. */
                email?: string;
                /** @description Exactly this username, whatever its case. */
                username?: string;
                /** @description Not disabled, or disabled. */
                is_active?: boolean;
                /** @description The address is proven, or not. */
                is_verified?: boolean;
                /** @description May use panel and management API, or not. */
                is_staff?: boolean;
                /** @description Has a second factor, or none. */
                two_factor?: boolean;
                /** @description Members of the group with this id or exact name; with `groups.view`. */
                group?: string;
                /** @description From this time on (ISO 8601, UTC unless it says otherwise); a day alone is meant whole. */
                since?: string;
                /** @description Before this time; a day alone counts in. */
                until?: string;
                /** @description The first unless told. */
                ordering?: "-date_joined" | "date_joined";
                /** @description Rows a page; 50 unless told. */
                limit?: number;
                /** @description Opaque; of `next` or `previous`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUserPage"];
                };
            };
            400: components["responses"]["ValidationFailedOrInvalidCursor"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeat the request with the same key, and it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "first_name": "Ada",
                 *       "last_name": "Lovelace",
                 *       "invite": true
                 *     }
                 */
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    managedUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, and the version of them as `ETag`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteUser: {
        parameters: {
            query?: {
                /** @description When, from now on: `12h`, `14d`, up to `365d`; without it, at once. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "They asked for it by phone."
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Erased, or closed until then. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastSuperuser"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer. */
                "If-Match"?: string;
            };
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "username": "ada",
                 *       "first_name": "Ada",
                 *       "last_name": "Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            /** @description The user, and the version of them as `ETag`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    disableUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "They asked for it by phone.",
                 *       "for": "7d"
                 *     }
                 */
                "application/json": components["schemas"]["DisableUser"];
            };
        };
        responses: {
            /** @description Disabled. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastSuperuser"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    enableUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Enabled. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    groupsOfUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroupList"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    setGroupsOfUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "They asked for it by phone.",
                 *       "groups": [
                 *         "5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SetGroups"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroupList"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    resetSecondFactors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "They asked for it by phone."
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Turned off. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotEnabled"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    sendPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    managedSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedSessionList"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "They asked for it by phone."
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    unlockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "They asked for it by phone."
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Lifted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    verifyUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Proven. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    managedWebhooks: {
        parameters: {
            query?: {
                /** @description Switched on, or off. */
                is_active?: boolean;
                /** @description From this time on (ISO 8601, UTC unless it says otherwise); a day alone is meant whole. */
                since?: string;
                /** @description Before this time; a day alone counts in. */
                until?: string;
                /** @description The first unless told. */
                ordering?: "-created_at" | "created_at";
                /** @description Rows a page; 50 unless told. */
                limit?: number;
                /** @description Opaque; of `next` or `previous`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedWebhookPage"];
                };
            };
            400: components["responses"]["ValidationFailedOrInvalidCursor"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeat the request with the same key, and it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://crm.example.com/castellan",
                 *       "events": [
                 *         "user_registered",
                 *         "account_erased"
                 *       ],
                 *       "description": "CRM"
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    managedWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedWebhook"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "They asked for it by phone."
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "url": "https://crm.example.com/castellan",
                 *       "events": [
                 *         "user_registered",
                 *         "account_erased"
                 *       ],
                 *       "description": "CRM",
                 *       "is_active": true
                 *     }
                 */
                "application/json": components["schemas"]["ChangeWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedWebhook"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    webhookDeliveries: {
        parameters: {
            query?: {
                /** @description Of what it was told. */
                event?: "user_registered" | "email_verified" | "user_signed_in" | "sign_in_failed" | "session_ended" | "password_changed" | "password_reset" | "email_changed" | "phone_changed" | "two_factor_enabled" | "two_factor_disabled" | "passkey_added" | "passkey_removed" | "identity_linked" | "identity_removed" | "profile_changed" | "account_disabled" | "account_enabled" | "account_closed" | "account_reopened" | "account_erased";
                /** @description How it went. */
                state?: "waiting" | "delivered" | "failed" | "dropped";
                /** @description About this user. */
                user_id?: string;
                /** @description From this time on (ISO 8601, UTC unless it says otherwise); a day alone is meant whole. */
                since?: string;
                /** @description Before this time; a day alone counts in. */
                until?: string;
                /** @description The first unless told. */
                ordering?: "-created_at" | "created_at";
                /** @description Rows a page; 50 unless told. */
                limit?: number;
                /** @description Opaque; of `next` or `previous`. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            400: components["responses"]["ValidationFailedOrInvalidCursor"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
                /** @description As the list has it. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeat the request with the same key, and it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rotated. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    registrationSources: {
        parameters: {
            query?: {
                /** @description Count from then on. A day (`2026-11-21`, in UTC) or a time with its zone (`2026-11-21T09:30:00Z`). */
                since?: string;
                /** @description Count up to then; a day counts whole. A day (`2026-11-21`, in UTC) or a time with its zone (`2026-11-21T09:30:00Z`). */
                until?: string;
                /** @description Of how many sources, the largest first. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceFigures"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    registrationSourcesQuality: {
        parameters: {
            query?: {
                /** @description Count from then on. A day (`2026-11-21`, in UTC) or a time with its zone (`2026-11-21T09:30:00Z`). */
                since?: string;
                /** @description Count up to then; a day counts whole. A day (`2026-11-21`, in UTC) or a time with its zone (`2026-11-21T09:30:00Z`). */
                until?: string;
                /** @description Of how many sources, the largest first. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualityFigures"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    registrationSourcesTimeline: {
        parameters: {
            query?: {
                /** @description Count from then on. A day (`2026-11-21`, in UTC) or a time with its zone (`2026-11-21T09:30:00Z`). */
                since?: string;
                /** @description Count up to then; a day counts whole. A day (`2026-11-21`, in UTC) or a time with its zone (`2026-11-21T09:30:00Z`). */
                until?: string;
                /** @description Of how many sources, the largest first. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayFigures"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    twoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorState"];
                };
            };
            401: components["responses"]["NoSession"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    backupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupCodes"];
                };
            };
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequired"];
            409: components["responses"]["NotEnabled"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    regenerateBackupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "password": "violet kettle on the moor"
                 *     }
                 */
                "application/json": components["schemas"]["RegenerateBackupCodes"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewBackupCodes"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["PasswordResetRequiredOrReauthenticationRequiredOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            409: components["responses"]["NotEnabled"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    disableTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "password": "violet kettle on the moor",
                 *       "code": "287082"
                 *     }
                 */
                "application/json": components["schemas"]["DisableTwoFactor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Two-factor authentication is off."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidPasskey"];
            403: components["responses"]["PasswordResetRequiredOrReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            409: components["responses"]["NotEnabled"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    enableTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "code": "287082",
                 *       "otp_code": "287082"
                 *     }
                 */
                "application/json": components["schemas"]["EnableTwoFactor"];
            };
        };
        responses: {
            /** @description Done; by cookie, the new tokens are in the cookies. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Clear-Site-Data": components["headers"]["Clear-Site-Data"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorEnabledByBearer"] | components["schemas"]["TwoFactorEnabledByCookie"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidPasskey"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorRequiredOrCsrfRejected"];
            409: components["responses"]["AlreadyEnabled"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    pendingPasskeyOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "session_token": "p0dJ…"
                 *     }
                 */
                "application/json": components["schemas"]["PendingPasskey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyChallenge"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["InvalidPasskeyOrChallengeExpired"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    pendingSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingSignIn"];
                };
            };
            401: components["responses"]["ChallengeExpired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    setUpTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "otp_code": "287082"
                 *     }
                 */
                "application/json": components["schemas"]["SetUpTwoFactor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorSetup"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorRequiredOrCsrfRejected"];
            409: components["responses"]["AlreadyEnabled"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    verifyLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "session_token": "p0dJ…",
                 *       "code": "287082"
                 *     }
                 */
                "application/json": components["schemas"]["VerifyLogin"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInByCookie"] | components["schemas"]["SignedInByBearer"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["InvalidCredentialsOrInvalidCodeOrInvalidPasskeyOrChallengeExpired"];
            403: components["responses"]["EmailUnverifiedOrConfirmationRequiredOrPasswordResetRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    ownActivity: {
        parameters: {
            query?: {
                /** @description Events a page. */
                limit?: number;
                /** @description Opaque; from `next` or `previous` of another page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "new_email": "ada.lovelace@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeEmail"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Check the inbox of the new address to confirm the change."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    confirmEmailChangeByLink: {
        parameters: {
            query: {
                /** @description As in the mailed link. */
                uid: string;
                /** @description As in the mailed link; it works once. */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Email address changed. Sign in again."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description To the page that asks for a click. */
            303: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrInvalidLink"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    confirmEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uid": "0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e",
                 *       "token": "dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4"
                 *     }
                 */
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Email address changed. Sign in again."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrInvalidLink"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "old_password": "violet kettle on the moor",
                 *       "new_password": "a lantern by the harbour"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done; by cookie, the new tokens are in the cookies. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Clear-Site-Data": components["headers"]["Clear-Site-Data"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewedByBearer"] | components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["PasswordResetRequiredOrReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    confirmSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uid": "0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e",
                 *       "token": "dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4"
                 *     }
                 */
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Go back to where you sign in, and enter a code."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrInvalidLink"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    ownDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceList"];
                };
            };
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    forgetDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    identities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityList"];
                };
            };
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastFactor"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "password": "violet kettle on the moor"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in; or, for who has a second factor, what the sign-in is finished with. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInByCookie"] | components["schemas"]["SignedInByBearer"] | components["schemas"]["SecondFactorRequired"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["InvalidCredentials"];
            403: components["responses"]["EmailUnverifiedOrPasswordResetRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Clear-Site-Data": components["headers"]["Clear-Site-Data"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Logout successful."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "include_current": false
                 *     }
                 */
                "application/json": components["schemas"]["SignOutEverywhere"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Clear-Site-Data": components["headers"]["Clear-Site-Data"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Signed out everywhere else."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    currentUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["NoSession"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    closeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Clear-Site-Data": components["headers"]["Clear-Site-Data"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Account closed. Sign in within 14 days to keep it."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            409: components["responses"]["LastSuperuser"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    exportAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows of each table. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: Record<string, never>[];
                    };
                };
            };
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    requestOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "identifier": "ada@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["OtpRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtpRequested"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    verifyOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "identifier": "ada@example.com",
                 *       "otp_code": "042042"
                 *     }
                 */
                "application/json": components["schemas"]["OtpVerify"];
            };
        };
        responses: {
            /** @description Signed in; or, for who has a second factor, what the sign-in is finished with. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtpSignedInByCookie"] | components["schemas"]["OtpSignedInByBearer"] | components["schemas"]["SecondFactorRequired"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["InvalidCode"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    ownPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyList"];
                };
            };
            401: components["responses"]["NoSession"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "credential": {
                 *         "id": "MTIzNDU2Nzg5MGFiY2RlZg",
                 *         "rawId": "MTIzNDU2Nzg5MGFiY2RlZg",
                 *         "type": "public-key",
                 *         "clientExtensionResults": {},
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIi…",
                 *           "attestationObject": "o2NmbXRkbm9uZ…"
                 *         }
                 *       },
                 *       "name": "My phone"
                 *     }
                 */
                "application/json": components["schemas"]["AddPasskey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewPasskey"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidPasskey"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorRequiredOrCsrfRejected"];
            409: components["responses"]["TooManyPasskeys"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signInByPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "p0dJ…",
                 *       "credential": {
                 *         "id": "MTIzNDU2Nzg5MGFiY2RlZg",
                 *         "rawId": "MTIzNDU2Nzg5MGFiY2RlZg",
                 *         "type": "public-key",
                 *         "clientExtensionResults": {},
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIi…",
                 *           "authenticatorData": "SZYN5YgOjGh0…",
                 *           "signature": "MEUCIQDx…",
                 *           "userHandle": "pVtK1Qm7…"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PasskeySignIn"];
            };
        };
        responses: {
            /** @description Signed in; or, for who has a second factor, what the sign-in is finished with. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInByCookie"] | components["schemas"]["SignedInByBearer"] | components["schemas"]["SecondFactorRequired"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["InvalidPasskey"];
            403: components["responses"]["EmailUnverifiedOrPasswordResetRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    passkeySignInOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeySignInOptions"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    passkeyOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "otp_code": "287082"
                 *     }
                 */
                "application/json": components["schemas"]["PasskeyOptions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyRegistrationOptions"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorRequiredOrCsrfRejected"];
            409: components["responses"]["TooManyPasskeys"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    passkeySignals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeySignals"];
                };
            };
            401: components["responses"]["NoSession"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastFactor"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    renamePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "iCloud Keychain"
                 *     }
                 */
                "application/json": components["schemas"]["RenamePasskey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["CsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "If that address has an account, a link to reset the password is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uid": "0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e",
                 *       "token": "dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4",
                 *       "new_password": "a lantern by the harbour"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordResetConfirm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Password has been reset. You can sign in with it now."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrInvalidLink"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    requestPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "+4915112345678"
                 *     }
                 */
                "application/json": components["schemas"]["Phone"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "A code is on its way to that number.",
                     *       "notice": "SMS is the weakest way to sign in: whoever takes over your number, or reads your messages, can use the codes sent to it. An authenticator app is safer; you can turn it on for your account."
                     *     }
                     */
                    "application/json": components["schemas"]["PhoneCodeSent"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removePhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    confirmPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "042042"
                 *     }
                 */
                "application/json": components["schemas"]["PhoneCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneConfirmed"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderList"];
                };
            };
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    reauthenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "password": "violet kettle on the moor"
                 *     }
                 */
                "application/json": components["schemas"]["Reauthenticate"];
            };
        };
        responses: {
            /** @description Done; by cookie, the new tokens are in the cookies. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Clear-Site-Data": components["headers"]["Clear-Site-Data"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewedByBearer"] | components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidPasskey"];
            403: components["responses"]["PasswordResetRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    reauthenticationOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyChallenge"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSessionOrInvalidPasskey"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description The tokens of a bearer session; of a cookie session only `detail`, beside the new cookies. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"] | components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrTransportMismatch"];
            401: components["responses"]["NotAuthenticatedOrTokenInvalidOrSessionEnded"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    reportSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uid": "0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e",
                 *       "token": "dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4"
                 *     }
                 */
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Every session was ended. A link to reset the password is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrInvalidLink"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["ResendVerification"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "If that address is waiting for verification, a new link is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    revocations: {
        parameters: {
            query?: {
                /** @description The `cursor` of the last answer; left out, the feed begins with what still matters. */
                after?: string;
                /** @description Seconds to wait for something, where there is nothing. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came after the cursor; or that the cursor is of no use. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revocations"] | components["schemas"]["FeedReset"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSessionOrInvalidApiKey"];
            403: components["responses"]["PermissionDeniedOrTwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    ownSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list has it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "password": "violet kettle on the moor",
                 *       "first_name": "Ada",
                 *       "last_name": "Lovelace"
                 *     }
                 */
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Account created. Check your inbox to verify your email address."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    refreshToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description The tokens of a bearer session; of a cookie session only `detail`, beside the new cookies. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"] | components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrTransportMismatch"];
            401: components["responses"]["NotAuthenticatedOrTokenInvalidOrSessionEnded"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    undoEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uid": "0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e",
                 *       "token": "dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4"
                 *     }
                 */
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The change was undone. A link to reset the password is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrInvalidLink"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    verifyAccountByLink: {
        parameters: {
            query: {
                /** @description As in the mailed link. */
                uid: string;
                /** @description As in the mailed link; it works once. */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Email verified. You can sign in now.",
                     *       "has_password": true,
                     *       "has_way_in": true
                     *     }
                     */
                    "application/json": components["schemas"]["Verified"];
                };
            };
            /** @description To the page that asks for a click. */
            303: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrInvalidLinkOrPasswordRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    verifyAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uid": "0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e",
                 *       "token": "dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4"
                 *     }
                 */
                "application/json": components["schemas"]["VerifyAccount"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Email verified. You can sign in now.",
                     *       "has_password": true,
                     *       "has_way_in": true
                     *     }
                     */
                    "application/json": components["schemas"]["Verified"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJsonOrInvalidLinkOrPasswordRequired"];
            403: components["responses"]["CsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    exchangeCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "SplxlOBeZQQYbYS6WxSbIA",
                 *       "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
                 *     }
                 */
                "application/json": components["schemas"]["Exchange"];
            };
        };
        responses: {
            /** @description Signed in; or, for who has a second factor, what the sign-in is finished with. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInByBearer"] | components["schemas"]["SecondFactorRequired"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["InvalidCode"];
            403: components["responses"]["EmailUnverifiedOrPasswordResetRequiredOrSignInRefusedOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    exchangeLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "SplxlOBeZQQYbYS6WxSbIA",
                 *       "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
                 *     }
                 */
                "application/json": components["schemas"]["ExchangeLink"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            409: components["responses"]["IdentityTaken"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signInWith: {
        parameters: {
            query?: {
                /** @description Of an app: one of `REDIRECT_URIS`, letter by letter; a loopback address with any port (RFC 8252). */
                redirect_uri?: string;
                /** @description With `redirect_uri`: S256 of a verifier (RFC 7636). */
                code_challenge?: string;
                /** @description The only one. */
                code_challenge_method?: "S256";
                /** @description Where a browser goes on: a path of ours, or an address whose origin is let in. Anything else is ignored. */
                next?: string;
                /** @description Where the person came from. http(s), at most 2 000 characters; anything else is ignored. Kept without credentials, fragment, and all parameters but `utm_*`. */
                source_url?: string;
                /** @description Of itself `cookie`; with `redirect_uri` `bearer`, and nothing else. */
                transport?: "cookie" | "bearer";
                /** @description Of the `redirect_url` that an app got to link an account; works once. */
                ticket?: string;
            };
            header?: never;
            path: {
                /** @description As `providers/` has it. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider. */
            302: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Back, with `error`: the provider cannot be reached. */
            303: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    returnFromProvider: {
        parameters: {
            query?: {
                /** @description As it was sent along. */
                state?: string;
                /** @description For us, once. */
                code?: string;
                /** @description Why there is none: it is told in words of ours. */
                error?: string;
                /** @description Who answers (RFC 9207). */
                iss?: string;
            };
            header?: never;
            path: {
                /** @description As `providers/` has it. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where to go on. */
            303: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    returnFromProviderByPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `providers/` has it. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["ProviderAnswer"];
            };
        };
        responses: {
            /** @description Where to go on, or to the same address, with `state` alone. */
            303: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    connectWith: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `providers/` has it. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "redirect_uri": "com.example.app:/signed-in",
                 *       "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                 *       "next": "/security"
                 *     }
                 */
                "application/json": components["schemas"]["BeginLink"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkBegun"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["ReauthenticationRequiredOrTwoFactorRequiredOrTwoFactorSetupRequiredOrCsrfRejected"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["UnavailableOrProviderFailed"];
            default: components["responses"]["Problem"];
        };
    };
    ownProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequired"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "first_name": "Ada",
                 *       "last_name": "Lovelace",
                 *       "bio": "Writes programs for machines that are not there yet.",
                 *       "location": "London",
                 *       "date_of_birth": "1985-12-10",
                 *       "language": "en-GB",
                 *       "timezone": "Europe/London",
                 *       "settings": {
                 *         "theme": "dark"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changeAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description image/jpeg, image/png, image/gif, image/webp
                     */
                    avatar: Blob;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Avatar"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    postAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description image/jpeg, image/png, image/gif, image/webp
                     */
                    avatar: Blob;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Avatar"];
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none now. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            401: components["responses"]["NoSession"];
            403: components["responses"]["TwoFactorSetupRequiredOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    reportSmsStatus: {
        parameters: {
            query?: never;
            header: {
                /** @description Over `PUBLIC_URL/api/webhooks/twilio/` and all fields. */
                "X-Twilio-Signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TwilioReport"];
            };
        };
        responses: {
            /** @description Noted, or ignored. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailedOrMalformedJson"];
            403: components["responses"]["PermissionDeniedOrCsrfRejected"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    avatarPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `avatar_url` ends. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description WebP, 400×400. It never changes under this address. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    /**
                     * @description A year, immutable.
                     * @example public, max-age=31536000, immutable
                     */
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            /** @description What `If-None-Match` names is still right. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    /**
                     * @description A year, immutable.
                     * @example public, max-age=31536000, immutable
                     */
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    liveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example ok */
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example ready */
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
}
