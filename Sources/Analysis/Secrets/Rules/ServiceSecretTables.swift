import Model

/// Chat and social networks.
let chatSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S121",
    .high,
    "Slack",
    "bot token",
    ["slack-bot-token", "slack-legacy-bot-token", "slack-access-token"],
    [
      .token(
        "xoxb-",
        [
          .run(.digits, 8...14), .text("-"), .run(.digits, 8...14), .text("-"),
          .run(.alphanumeric, 18...34),
        ]
      ),
      .token("xoxb-", [.run(.digits, 8...14), .text("-"), .run(.alphanumeric, 18...26)]),
    ]
  ),
  SecretRule(
    "PLM-S122",
    .high,
    "Slack",
    "user token",
    ["slack-user-token", "slack-legacy-token", "slack-legacy-workspace-token"],
    [
      .token("xoxp-", [.run(ByteSet("A-Za-z0-9-"), 40...90)]),
      .token("xoxe-", [.run(ByteSet("A-Za-z0-9-"), 40...160)]),
      .token("xoxa-", [.run(ByteSet("A-Za-z0-9-"), 20...90)]),
      .token("xoxo-", [.run(ByteSet("A-Za-z0-9-"), 20...90)]),
      .token("xoxs-", [.run(ByteSet("A-Za-z0-9-"), 20...90)]),
      .token("xoxr-", [.run(ByteSet("A-Za-z0-9-"), 20...90)]),
      .token("xoxc-", [.run(ByteSet("A-Za-z0-9-"), 40...120)]),
      .token("xoxd-", [.run(ByteSet("A-Za-z0-9%+/"), 40...300)]),
      .token("xoxe.xoxp-", [.run(ByteSet("A-Za-z0-9-"), 100...200)]),
    ]
  ),
  SecretRule(
    "PLM-S123",
    .high,
    "Slack",
    "app token",
    ["slack-app-token"],
    [
      .token(
        "xapp-",
        [
          .run(.digits, 1...1), .text("-"), .run(.upper, 9...14), .text("-"),
          .run(.digits, 10...14), .text("-"), .run(.lower, 60...70),
        ]
      )
    ]
  ),
  SecretRule(
    "PLM-S124",
    .medium,
    "Slack",
    "webhook address",
    ["slack-webhook-url", "slack-web-hook"],
    [
      .token(
        "hooks.slack.com/services/",
        [
          .text("T"), .run(.upper, 8...12), .text("/B"),
          .run(.upper, 8...12), .text("/"), .run(.alphanumeric, 23...25),
        ]
      ),
      .token("hooks.slack.com/workflows/", [.run(ByteSet("A-Za-z0-9/"), 43...60)]),
      .token("hooks.slack.com/triggers/", [.run(ByteSet("A-Za-z0-9/"), 43...90)]),
    ]
  ),
  SecretRule(
    "PLM-S125",
    .high,
    "Discord",
    "bot token",
    ["discord-api-token"],
    [
      .named(
        ["discord", "bot_token", "bottoken", "token"],
        [.run(.web, 23...28), .text("."), .run(.web, 6...6), .text("."), .run(.web, 27...40)],
        needsRole: true,
        [.random, .encodesNumber]
      )
    ]
  ),
  SecretRule(
    "PLM-S126",
    .high,
    "Discord",
    "client secret",
    ["discord-client-secret"],
    [.named("discord", .web, 32)]
  ),
  SecretRule(
    "PLM-S127",
    .medium,
    "Discord",
    "webhook address",
    ["discord-webhook"],
    [
      .token(
        "discord.com/api/webhooks/",
        [.run(.digits, 17...20), .text("/"), .run(.web, 60...80)]
      ),
      .token(
        "discordapp.com/api/webhooks/",
        [.run(.digits, 17...20), .text("/"), .run(.web, 60...80)]
      ),
    ]
  ),
  SecretRule(
    "PLM-S128",
    .high,
    "Telegram",
    "bot token",
    ["telegram-bot-api-token"],
    ["E", "F", "G", "H"].map {
      .token(before: [.run(.digits, 8...10)], ":AA\($0)", [.run(.web, 32...32)], [.random, .mixed])
    }
  ),
  SecretRule(
    "PLM-S129",
    .medium,
    "Microsoft Teams",
    "webhook address",
    ["microsoft-teams-webhook"],
    [
      .token(".webhook.office.com/webhookb2/", [.run(ByteSet("A-Za-z0-9@/-"), 100...260)], []),
      .token(
        "/IncomingWebhook/",
        [
          .run(.anyHex, 32...32), .text("/"), .run(.anyHex, 8...8),
          .text("-"), .run(ByteSet("0-9A-Fa-f-"), 20...120),
        ]
      ),
    ]
  ),
  SecretRule(
    "PLM-S130",
    .medium,
    "Google Chat",
    "webhook address",
    [],
    [
      .token(
        "chat.googleapis.com/v1/spaces/",
        [
          .run(.web, 6...20), .text("/messages?key=AIza"),
          .run(.web, 35...35), .text("&token="), .run(ByteSet("A-Za-z0-9_%-"), 40...60),
        ]
      )
    ]
  ),
  SecretRule(
    "PLM-S131",
    .high,
    "Mattermost",
    "access token",
    ["mattermost-access-token"],
    [.named("mattermost", .lower, 26)]
  ),
  SecretRule(
    "PLM-S132",
    .high,
    "Twitter",
    "API secret",
    ["twitter-api-secret", "twitter-access-token", "twitter-access-secret"],
    [
      .named(["twitter"], [.run(.digits, 15...25), .text("-"), .run(.alphanumeric, 20...45)]),
      .named("twitter", .alphanumeric, 50), .named("twitter", .alphanumeric, 45),
    ]
  ),
  SecretRule(
    "PLM-S133",
    .high,
    "Twitter",
    "bearer token",
    ["twitter-bearer-token"],
    [.token("AAAAAAAAAAAAAAAAAAAAA", [.run(ByteSet("A-Za-z0-9%"), 80...110)])]
  ),
  SecretRule(
    "PLM-S134",
    .high,
    "Facebook",
    "access token",
    ["facebook-page-access-token", "facebook-access-token"],
    [
      .token("EAAM", [.run(.alphanumeric, 100...300)], [.random, .mixed, .cased]),
      .token("EAAC", [.run(.alphanumeric, 100...300)], [.random, .mixed, .cased]),
      .token("EAAG", [.run(.alphanumeric, 100...300)], [.random, .mixed, .cased]),
      .token("EAAB", [.run(.alphanumeric, 100...300)], [.random, .mixed, .cased]),
    ]
  ),
  SecretRule(
    "PLM-S135",
    .high,
    "Facebook",
    "app secret",
    ["facebook-secret"],
    [.named(["facebook", "fb_app", "fb_secret"], [.run(.hex, 32...32)])]
  ),
  SecretRule(
    "PLM-S136",
    .high,
    "LinkedIn",
    "client secret",
    ["linkedin-client-secret"],
    [.named("linkedin", .alphanumeric, 16)]
  ),
  SecretRule(
    "PLM-S137",
    .high,
    "Twitch",
    "API token",
    ["twitch-api-token"],
    [.named("twitch", .lower, 30)]
  ),
  SecretRule(
    "PLM-S138",
    .high,
    "Zoom",
    "client secret",
    [],
    [.named(["zoom_client", "zoom_api", "zoom_secret"], [.run(.alphanumeric, 32...36)])]
  ),
  SecretRule(
    "PLM-S139",
    .high,
    "LINE",
    "channel access token",
    [],
    [
      .named(
        ["line_channel", "linebot", "line_bot", "channel_access_token"],
        [.run(.base64, 150...180), .choice(["1O/w1cDnyilFU=", "="])],
        [.mixed]
      )
    ]
  ),
]

/// Payment and trade.
let paymentSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S141",
    .critical,
    "Stripe",
    "secret key",
    ["stripe-access-token", "stripe-secret-token"],
    [
      .token("sk_live_", [.run(.alphanumeric, 24...247)]),
      .token("rk_live_", [.run(.alphanumeric, 24...247)]),
      .token("sk_prod_", [.run(.alphanumeric, 10...99)]),
    ]
  ),
  SecretRule(
    "PLM-S142",
    .low,
    "Stripe",
    "test key",
    ["stripe-access-token"],
    [
      .token("sk_test_", [.run(.alphanumeric, 24...247)]),
      .token("rk_test_", [.run(.alphanumeric, 24...247)]),
    ]
  ),
  SecretRule(
    "PLM-S143",
    .high,
    "Stripe",
    "webhook secret",
    [],
    [.token("whsec_", [.run(.paddedBase64, 32...64)])]
  ),
  SecretRule(
    "PLM-S144",
    .critical,
    "Square",
    "access token",
    ["square-access-token"],
    [
      .token("EAAA", .web, 60), .token("sq0atp-", .web, 22), .token("sq0csp-", .web, 43),
    ]
  ),
  SecretRule(
    "PLM-S145",
    .critical,
    "PayPal Braintree",
    "access token",
    [],
    [
      .token("access_token$production$", [.run(.lower, 16...16), .text("$"), .run(.hex, 32...32)])
    ]
  ),
  SecretRule(
    "PLM-S146",
    .high,
    "PayPal",
    "client secret",
    [],
    [.named("paypal", .web, 80)]
  ),
  SecretRule(
    "PLM-S147",
    .critical,
    "Adyen",
    "API key",
    [],
    ["y", "h", "j", "m", "n", "p", "q", "r", "s", "t", "u", "v", "w", "x"].map {
      .token("AQE\($0)hm", [.run(ByteSet("A-Za-z0-9+/=.-"), 60...200)])
    }
  ),
  SecretRule(
    "PLM-S148",
    .critical,
    "Razorpay",
    "live key",
    [],
    [.token("rzp_live_", .alphanumeric, 14)]
  ),
  SecretRule(
    "PLM-S149",
    .critical,
    "Plaid",
    "access token",
    ["plaid-api-token"],
    [
      .token("access-production-", uuid), .token("access-development-", uuid),
      .token("access-sandbox-", uuid),
    ]
  ),
  SecretRule(
    "PLM-S150",
    .high,
    "Plaid",
    "secret key",
    ["plaid-secret-key"],
    [.named("plaid", .hex, 30)]
  ),
  SecretRule(
    "PLM-S151",
    .critical,
    "Flutterwave",
    "secret key",
    ["flutterwave-secret-key", "flutterwave-encryption-key"],
    [
      .token("FLWSECK-", [.run(.lower, 32...45), .text("-X")]),
      .token("FLWSECK_TEST-", [.run(.lower, 32...45), .text("-X")]),
    ]
  ),
  SecretRule(
    "PLM-S152",
    .critical,
    "Shopify",
    "access token",
    [
      "shopify-access-token", "shopify-custom-access-token", "shopify-private-app-access-token",
      "shopify-shared-secret", "shopify-token",
    ],
    ["shpat_", "shpca_", "shppa_", "shpss_"].map { .token($0, .anyHex, 32) }
  ),
  SecretRule(
    "PLM-S153",
    .high,
    "GoCardless",
    "API token",
    ["gocardless-api-token"],
    [.named("gocardless", [.text("live_"), .run(.lowerWeb, 40...40)])]
  ),
  SecretRule(
    "PLM-S154",
    .high,
    "Mollie",
    "live key",
    [],
    [.named("mollie", [.text("live_"), .run(.alphanumeric, 30...30)])]
  ),
  SecretRule(
    "PLM-S155",
    .high,
    "Coinbase",
    "access token",
    ["coinbase-access-token"],
    [.named("coinbase", .web, 64)]
  ),
  SecretRule(
    "PLM-S156",
    .high,
    "Kraken",
    "access token",
    ["kraken-access-token"],
    [.named(["kraken"], [.run(.paddedBase64, 80...90)])]
  ),
  SecretRule(
    "PLM-S157",
    .high,
    "Binance",
    "API key",
    [],
    [.named("binance", .alphanumeric, 64)]
  ),
  SecretRule("PLM-S158", .high, "Infura", "API key", [], [.named("infura", .hex, 32)]),
  SecretRule("PLM-S159", .high, "Alchemy", "API key", [], [.named("alchemy", .web, 32)]),
  SecretRule(
    "PLM-S160",
    .high,
    "Mercado Pago",
    "access token",
    [],
    [
      .token(
        "APP_USR-",
        [
          .run(.digits, 12...18), .text("-"), .run(.digits, 6...6), .text("-"),
          .run(.hex, 32...32), .text("-"), .run(.digits, 6...12),
        ]
      )
    ]
  ),
  SecretRule(
    "PLM-S161",
    .high,
    "EasyPost",
    "API key",
    ["easypost-api-token"],
    [.token("EZAK", .alphanumeric, 54)]
  ),
  SecretRule(
    "PLM-S162",
    .high,
    "Shippo",
    "API token",
    ["shippo-api-token"],
    [.token("shippo_live_", .anyHex, 40)]
  ),
  SecretRule(
    "PLM-S163",
    .high,
    "Duffel",
    "API token",
    ["duffel-api-token"],
    [.token("duffel_live_", .lowerWeb, 43)]
  ),
  SecretRule(
    "PLM-S164",
    .high,
    "Etsy",
    "access token",
    ["etsy-access-token"],
    [.named("etsy", .lower, 24)]
  ),
  SecretRule(
    "PLM-S165",
    .high,
    "Lob",
    "API key",
    ["lob-api-key"],
    [.token("live_pub_", .hex, 31), .named("lob_api", [.text("live_"), .run(.hex, 35...35)])]
  ),
  SecretRule(
    "PLM-S166",
    .critical,
    "Bitcoin or Ethereum",
    "private key",
    [],
    [
      .named(
        ["private_key", "privatekey", "eth_key", "wallet_key", "deployer_key", "mnemonic_key"],
        [.text("0x"), .run(.anyHex, 64...64)]
      )
    ]
  ),
]

/// Mail and messages.
let mailSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S171",
    .critical,
    "SendGrid",
    "API key",
    ["sendgrid-api-token"],
    [.token("SG.", [.run(.web, 22...22), .text("."), .run(.web, 43...43)])]
  ),
  SecretRule(
    "PLM-S172",
    .high,
    "Mailgun",
    "API key",
    ["mailgun-private-api-token", "mailgun-token"],
    [
      .token("key-", .hex, 32),
      .named(
        "mailgun",
        [
          .run(.hex, 32...32), .text("-"), .run(.hex, 8...8), .text("-"),
          .run(.hex, 8...8),
        ]
      ),
    ]
  ),
  SecretRule(
    "PLM-S173",
    .high,
    "Mailchimp",
    "API key",
    ["mailchimp-api-key"],
    [.token(before: [.run(.hex, 32...32)], "-us1", [.run(.digits, 0...1)])]
      + (2...9).map { .token(before: [.run(.hex, 32...32)], "-us\($0)", [.run(.digits, 0...1)]) }
  ),
  SecretRule(
    "PLM-S174",
    .high,
    "Mandrill",
    "API key",
    [],
    [
      .named(["mandrill"], [.run(.web, 22...22)]), .token("md-", [.run(.web, 22...22)]),
    ]
  ),
  SecretRule(
    "PLM-S175",
    .high,
    "Postmark",
    "server token",
    [],
    [.named(["postmark"], uuid, [.random])]
  ),
  SecretRule(
    "PLM-S176",
    .high,
    "Brevo",
    "API key",
    ["sendinblue-api-token"],
    [
      .token("xkeysib-", [.run(.hex, 64...64), .text("-"), .run(.alphanumeric, 16...16)]),
      .token("xsmtpsib-", [.run(.hex, 64...64), .text("-"), .run(.alphanumeric, 16...16)]),
    ]
  ),
  SecretRule(
    "PLM-S177",
    .high,
    "Mailjet",
    "secret key",
    [],
    [.named(["mailjet", "mj_apikey"], [.run(.hex, 32...32)])]
  ),
  SecretRule("PLM-S178", .high, "SparkPost", "API key", [], [.named("sparkpost", .hex, 40)]),
  SecretRule(
    "PLM-S179",
    .high,
    "Resend",
    "API key",
    [],
    [.named(["resend"], [.text("re_"), .run(.web, 24...40)])]
  ),
  SecretRule(
    "PLM-S180",
    .high,
    "Twilio",
    "API key",
    ["twilio-api-key"],
    [
      .named(["twilio"], [.text("SK"), .run(.hex, 32...32)]), .named("twilio", .hex, 32),
    ]
  ),
  SecretRule(
    "PLM-S181",
    .high,
    "MessageBird",
    "API token",
    ["messagebird-api-token"],
    [.named(["messagebird", "message-bird", "message_bird"], [.run(.alphanumeric, 25...25)])]
  ),
  SecretRule(
    "PLM-S182",
    .high,
    "Vonage",
    "API secret",
    [],
    [.named(["nexmo", "vonage"], [.run(.alphanumeric, 16...16)])]
  ),
  SecretRule(
    "PLM-S183",
    .high,
    "Sendbird",
    "access token",
    ["sendbird-access-token"],
    [.named("sendbird", .hex, 40)]
  ),
  SecretRule(
    "PLM-S184",
    .high,
    "Intercom",
    "API key",
    ["intercom-api-key"],
    [.named(["intercom"], [.run(ByteSet("a-zA-Z0-9=_-"), 60...60)])]
  ),
  SecretRule(
    "PLM-S185",
    .high,
    "HubSpot",
    "access token",
    ["hubspot-api-key"],
    [
      .token("pat-na1-", uuid), .token("pat-na2-", uuid), .token("pat-eu1-", uuid),
      .named(["hubspot"], uuid, [.random]),
    ]
  ),
  SecretRule(
    "PLM-S186",
    .high,
    "Zendesk",
    "secret key",
    ["zendesk-secret-key"],
    [.named("zendesk", .alphanumeric, 40)]
  ),
  SecretRule(
    "PLM-S187",
    .high,
    "Freshdesk",
    "API key",
    [],
    [.named(["freshdesk", "freshbooks"], [.run(.alphanumeric, 20...64)])]
  ),
  SecretRule(
    "PLM-S188",
    .high,
    "Typeform",
    "API token",
    ["typeform-api-token"],
    [.token("tfp_", [.run(ByteSet("A-Za-z0-9_.=-"), 44...59)])]
  ),
]
