import Model

/// Language models and other learning services.
let intelligenceSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S201",
    .high,
    "OpenAI",
    "API key",
    ["openai-api-key"],
    [
      .token(
        before: [.text("sk-"), .run(.alphanumeric, 20...20)],
        "T3BlbkFJ",
        [.run(.alphanumeric, 20...20)]
      ),
      .token("sk-proj-", [.run(.web, 48...220)]), .token("sk-svcacct-", [.run(.web, 48...220)]),
      .token("sk-admin-", [.run(.web, 48...220)]),
    ]
  ),
  SecretRule(
    "PLM-S202",
    .high,
    "Anthropic",
    "API key",
    ["anthropic-api-key", "anthropic-admin-api-key"],
    [
      .token("sk-ant-api03-", .web, 95), .token("sk-ant-admin01-", .web, 95),
      .token("sk-ant-oat01-", .web, 95),
    ]
  ),
  SecretRule(
    "PLM-S203",
    .high,
    "Hugging Face",
    "access token",
    [
      "huggingface-access-token", "huggingface-organization-api-token", "hugging-face-access-token",
    ],
    [.token("hf_", .alphanumeric, 34), .token("api_org_", .letters, 34)]
  ),
  SecretRule(
    "PLM-S204",
    .high,
    "Cohere",
    "API token",
    ["cohere-api-token"],
    [.named(["cohere", "co_api_key"], [.run(.alphanumeric, 40...40)])]
  ),
  SecretRule(
    "PLM-S205",
    .high,
    "Replicate",
    "API token",
    [],
    [.token("r8_", .alphanumeric, 37, [.random, .mixed])]
  ),
  SecretRule("PLM-S206", .high, "Groq", "API key", [], [.token("gsk_", .alphanumeric, 52)]),
  SecretRule(
    "PLM-S207",
    .high,
    "Perplexity",
    "API key",
    ["perplexity-api-key"],
    [.token("pplx-", .alphanumeric, 48)]
  ),
  SecretRule("PLM-S208", .high, "xAI", "API key", [], [.token("xai-", .alphanumeric, 80)]),
  SecretRule(
    "PLM-S209",
    .high,
    "Mistral",
    "API key",
    [],
    [.named("mistral", .alphanumeric, 32)]
  ),
  SecretRule(
    "PLM-S210",
    .high,
    "DeepSeek",
    "API key",
    [],
    [.named(["deepseek"], [.text("sk-"), .run(.hex, 32...32)])]
  ),
  SecretRule("PLM-S211", .high, "OpenRouter", "API key", [], [.token("sk-or-v1-", .hex, 64)]),
  SecretRule(
    "PLM-S212",
    .high,
    "Together AI",
    "API key",
    [],
    [.named(["together"], [.run(.hex, 64...64)])]
  ),
  SecretRule(
    "PLM-S213",
    .high,
    "Fireworks AI",
    "API key",
    [],
    [.token("fw_", .alphanumeric, 24, [.random, .mixed]), .named("fireworks", .alphanumeric, 48)]
  ),
  SecretRule(
    "PLM-S214",
    .high,
    "ElevenLabs",
    "API key",
    [],
    [
      .named(
        ["elevenlabs", "eleven_labs", "xi-api-key", "xi_api"],
        [.text("sk_"), .run(.hex, 48...48)]
      )
    ]
  ),
  SecretRule(
    "PLM-S215",
    .high,
    "LangSmith",
    "API key",
    [],
    [
      .token("lsv2_pt_", [.run(.hex, 32...32), .text("_"), .run(.hex, 10...10)]),
      .token("lsv2_sk_", [.run(.hex, 32...32), .text("_"), .run(.hex, 10...10)]),
    ]
  ),
  SecretRule("PLM-S216", .high, "Langfuse", "secret key", [], [.token("sk-lf-", uuid)]),
  SecretRule("PLM-S217", .high, "NVIDIA", "API key", [], [.token("nvapi-", .web, 64)]),
  SecretRule(
    "PLM-S218",
    .high,
    "Weights & Biases",
    "API key",
    [],
    [.named(["wandb"], [.run(.hex, 40...40)])]
  ),
  SecretRule(
    "PLM-S219",
    .high,
    "Pinecone",
    "API key",
    [],
    [
      .token("pcsk_", [.run(.alphanumeric, 5...6), .text("_"), .run(.alphanumeric, 60...70)]),
      .named(["pinecone"], uuid, [.random]),
    ]
  ),
  SecretRule(
    "PLM-S220",
    .high,
    "Voyage AI",
    "API key",
    [],
    [.named("voyage", [.text("pa-"), .run(.web, 43...43)])]
  ),
  SecretRule("PLM-S221", .high, "Cerebras", "API key", [], [.token("csk-", .lower, 48)]),
  SecretRule(
    "PLM-S222",
    .high,
    "Stability AI",
    "API key",
    [],
    [.named(["stability", "dreamstudio"], [.text("sk-"), .run(.alphanumeric, 48...48)])]
  ),
  SecretRule(
    "PLM-S223",
    .high,
    "Databricks",
    "access token",
    ["databricks-api-token"],
    [.token("dapi", [.run(.hex, 32...32)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S224",
    .high,
    "AssemblyAI or Deepgram",
    "API key",
    [],
    [.named("assemblyai", .hex, 32), .named("deepgram", .hex, 40)]
  ),
  SecretRule(
    "PLM-S225",
    .high,
    "RapidAPI",
    "access token",
    ["rapidapi-access-token"],
    [.named("rapidapi", .web, 50)]
  ),
]

/// Monitoring, logs and alerts.
let monitoringSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S231",
    .high,
    "Datadog",
    "key",
    ["datadog-access-token"],
    [
      .named(["datadog", "dd_api", "dd_app", "dogapi"], [.run(.hex, 32...32)]),
      .named(["datadog", "dd_app", "dd_application"], [.run(.hex, 40...40)]),
    ]
  ),
  SecretRule(
    "PLM-S232",
    .high,
    "New Relic",
    "key",
    ["new-relic-user-api-key", "new-relic-user-api-id", "new-relic-insert-key"],
    [
      .token("NRAK-", .upper, 27), .token("NRII-", .web, 32),
      .token(before: [.run(.hex, 36...36)], "NRAL", []),
      .named(["new_relic", "newrelic", "new-relic"], [.run(.hex, 40...40)]),
    ]
  ),
  SecretRule(
    "PLM-S233",
    .low,
    "New Relic",
    "browser key",
    ["new-relic-browser-api-token"],
    [.token("NRJS-", .hex, 19)]
  ),
  SecretRule(
    "PLM-S234",
    .high,
    "Grafana",
    "service account token",
    ["grafana-service-account-token"],
    [
      .token(
        "glsa_",
        [.run(.alphanumeric, 32...32), .text("_"), .run(.anyHex, 8...8)],
        [.random, .crc32Hex]
      )
    ]
  ),
  SecretRule(
    "PLM-S235",
    .high,
    "Grafana Cloud",
    "access policy token",
    ["grafana-cloud-api-token", "grafana-api-key", "grafana-api-token"],
    [
      .token("glc_", [.run(.paddedBase64, 32...400)]),
      .token("eyJrIjoi", [.run(.paddedBase64, 60...400)]),
    ]
  ),
  SecretRule(
    "PLM-S236",
    .high,
    "Sentry",
    "access token",
    ["sentry-access-token", "sentry-user-token", "sentry-org-token"],
    [
      .token("sntryu_", .hex, 64), .token("sntrys_eyJ", [.run(ByteSet("A-Za-z0-9+/=_"), 80...400)]),
      .named(["sentry_auth", "sentry_token", "sentryauth", "sentry.auth"], [.run(.hex, 64...64)]),
    ]
  ),
  SecretRule(
    "PLM-S237",
    .high,
    "Dynatrace",
    "API token",
    ["dynatrace-api-token"],
    [.token("dt0c01.", [.run(.upper, 24...24), .text("."), .run(.upper, 64...64)])]
  ),
  SecretRule(
    "PLM-S238",
    .high,
    "PagerDuty",
    "API key",
    [],
    [.named(["pagerduty", "pager_duty", "pd_api"], [.run(ByteSet("A-Za-z0-9_+-"), 20...20)])]
  ),
  SecretRule(
    "PLM-S239",
    .high,
    "Opsgenie",
    "API key",
    [],
    [.named(["opsgenie"], uuid, [.random])]
  ),
  SecretRule(
    "PLM-S240",
    .high,
    "Honeycomb",
    "API key",
    [],
    [
      .token("hcaik_", .lower, 58), .token("hcxik_", .lower, 58), .token("hcamk_", .lower, 58),
      .named(["honeycomb"], [.run(.alphanumeric, 32...32)]),
    ]
  ),
  SecretRule(
    "PLM-S241",
    .high,
    "Splunk",
    "token",
    [],
    [.named(["splunk", "hec_token"], uuid, [.random])]
  ),
  SecretRule("PLM-S242", .high, "Rollbar", "access token", [], [.named("rollbar", .hex, 32)]),
  SecretRule(
    "PLM-S243",
    .high,
    "Sumo Logic",
    "access key",
    ["sumologic-access-token", "sumologic-access-id"],
    [.named(["sumologic", "sumo_access", "sumo_logic"], [.run(.alphanumeric, 64...64)])]
  ),
  SecretRule(
    "PLM-S244",
    .high,
    "Logz.io",
    "token",
    [],
    [.named(["logzio", "logz_io"], [.run(.letters, 32...32)], [.random])]
  ),
  SecretRule(
    "PLM-S245",
    .high,
    "Segment",
    "API key",
    [],
    [
      .named(["segment_write", "segment_api"], [.run(.alphanumeric, 32...32)]),
      .token("sgp_", [.run(.alphanumeric, 64...64)]),
    ]
  ),
  SecretRule("PLM-S246", .high, "Mixpanel", "API secret", [], [.named("mixpanel", .hex, 32)]),
  SecretRule("PLM-S247", .high, "Amplitude", "secret key", [], [.named("amplitude", .hex, 32)]),
  SecretRule(
    "PLM-S248",
    .high,
    "LaunchDarkly",
    "key",
    ["launchdarkly-access-token"],
    [
      .named(
        ["launchdarkly", "launch_darkly", "ld_sdk", "ld_api"],
        [.choice(["sdk-", "api-"])] + uuid
      ),
      .named("launchdarkly", .lowerWeb, 40),
    ]
  ),
  SecretRule(
    "PLM-S249",
    .high,
    "Algolia",
    "API key",
    ["algolia-api-key"],
    [.named("algolia", .hex, 32)]
  ),
  SecretRule(
    "PLM-S250",
    .medium,
    "Mapbox",
    "secret token",
    ["mapbox-api-token"],
    [.token("sk.eyJ", [.run(.web, 60...150), .text("."), .run(.web, 22...22)])]
  ),
  SecretRule(
    "PLM-S251",
    .medium,
    "MaxMind",
    "license key",
    ["maxmind-license-key"],
    [
      .token(
        before: [.run(.alphanumeric, 6...6), .text("_"), .run(.alphanumeric, 29...29)],
        "_mmk",
        []
      )
    ]
  ),
]

/// Platforms for teams, development and data.
let platformSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S261",
    .critical,
    "HashiCorp Vault",
    "service token",
    ["vault-service-token", "hashicorp-vault-token"],
    [
      .token("hvs.", [.run(.web, 90...130)]),
      .named(
        ["vault_token", "vault-token", "x-vault-token", "vaulttoken"],
        [.text("s."), .run(.alphanumeric, 24...24)]
      ),
    ]
  ),
  SecretRule(
    "PLM-S262",
    .high,
    "HashiCorp Vault",
    "batch or recovery token",
    ["vault-batch-token"],
    [.token("hvb.", [.run(.web, 130...300)]), .token("hvr.", [.run(.web, 24...200)])]
  ),
  SecretRule(
    "PLM-S263",
    .critical,
    "HashiCorp Vault",
    "token in .vault-token",
    [],
    [
      .file([".vault-token"], .single(ByteSet("A-Za-z0-9._-"), 20...300))
    ]
  ),
  SecretRule(
    "PLM-S264",
    .critical,
    "Terraform Cloud",
    "API token",
    ["hashicorp-tf-api-token"],
    [.token(before: [.run(.alphanumeric, 14...14)], ".atlasv1.", [.run(.lowerWebMixed, 60...70)])]
  ),
  SecretRule(
    "PLM-S265",
    .high,
    "HashiCorp Consul",
    "token",
    [],
    [.named(["consul_http_token", "consul_token", "nomad_token"], uuid, [.random])]
  ),
  SecretRule(
    "PLM-S266",
    .critical,
    "Pulumi",
    "API token",
    ["pulumi-api-token"],
    [.token("pul-", .hex, 40)]
  ),
  SecretRule(
    "PLM-S267",
    .high,
    "Doppler",
    "API token",
    ["doppler-api-token"],
    ["dp.pt.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."].map { .token($0, .alphanumeric, 43) }
      + [.token("dp.st.", [.run(.name, 40...80)])]
  ),
  SecretRule(
    "PLM-S268",
    .critical,
    "1Password",
    "secret key",
    ["1password-secret-key"],
    [
      .token(
        "A3-",
        [
          .run(.upper, 6...6), .text("-"),
          .run(ByteSet("A-Z0-9"), 6...11), .text("-"), .run(ByteSet("A-Z0-9-"), 17...23),
        ]
      )
    ]
  ),
  SecretRule(
    "PLM-S269",
    .critical,
    "1Password",
    "service account token",
    ["1password-service-account-token"],
    [.token("ops_eyJ", [.run(.paddedBase64, 250...2000)])]
  ),
  SecretRule(
    "PLM-S270",
    .high,
    "Atlas",
    "API key",
    [],
    [.named(["atlas_private", "mongodb_atlas", "atlas_api"], uuid, [.random])]
  ),
  SecretRule(
    "PLM-S271",
    .high,
    "PlanetScale",
    "token",
    ["planetscale-password", "planetscale-api-token", "planetscale-oauth-token"],
    [
      .token("pscale_pw_", [.run(.name, 32...64)]), .token("pscale_tkn_", [.run(.name, 32...64)]),
      .token("pscale_oauth_", [.run(.name, 32...64)]),
    ]
  ),
  SecretRule(
    "PLM-S272",
    .critical,
    "Supabase",
    "access or secret key",
    [],
    [
      .token("sbp_", .hex, 40), .token("sb_secret_", [.run(.web, 28...48)]),
    ]
  ),
  SecretRule("PLM-S273", .high, "Neon", "API key", [], [.token("napi_", .lower, 64)]),
  SecretRule(
    "PLM-S274",
    .high,
    "ClickHouse Cloud",
    "API secret key",
    ["clickhouse-cloud-api-secret-key"],
    [.token("4b1d", [.run(.alphanumeric, 38...38)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S275",
    .high,
    "Confluent",
    "secret key",
    ["confluent-secret-key", "confluent-access-token"],
    [.named("confluent", .base64, 64), .named("confluent", .alphanumeric, 16)]
  ),
  SecretRule(
    "PLM-S276",
    .high,
    "Aiven",
    "token",
    [],
    [.named(["aiven"], [.run(.paddedBase64, 300...420)]), .token("AVNS_", [.run(.web, 18...24)])]
  ),
  SecretRule(
    "PLM-S277",
    .high,
    "Upstash",
    "token",
    [],
    [.named(["upstash"], [.run(.paddedBase64, 40...120)])]
  ),
  SecretRule(
    "PLM-S278",
    .high,
    "Snowflake",
    "programmatic access token",
    [],
    [.named(["snowflake_pat", "snowflake_token"], [.run(ByteSet("A-Za-z0-9_.-"), 150...900)])]
  ),
  SecretRule(
    "PLM-S279",
    .high,
    "Airtable",
    "access token",
    ["airtable-api-key", "airtable-personnal-access-token"],
    [
      .named(
        ["airtable"],
        [
          .text("pat"), .run(.alphanumeric, 14...14), .text("."),
          .run(.hex, 64...64),
        ]
      ),
      .named(["airtable"], [.text("key"), .run(.alphanumeric, 14...14)]),
    ]
  ),
  SecretRule(
    "PLM-S280",
    .high,
    "Notion",
    "integration token",
    ["notion-api-token"],
    [
      .token("ntn_", [.run(.digits, 11...11), .run(.alphanumeric, 35...35)]),
      .named(["notion"], [.text("secret_"), .run(.alphanumeric, 43...43)]),
    ]
  ),
  SecretRule(
    "PLM-S281",
    .high,
    "Asana",
    "token",
    ["asana-client-secret", "asana-client-id"],
    [.named("asana", .lower, 32)]
  ),
  SecretRule(
    "PLM-S282",
    .high,
    "Linear",
    "API key",
    ["linear-api-key", "linear-api-token"],
    [
      .token("lin_api_", .alphanumeric, 40), .token("lin_oauth_", .alphanumeric, 64),
    ]
  ),
  SecretRule(
    "PLM-S283",
    .high,
    "Figma",
    "access token",
    [],
    [
      .token("figd_", .web, 40), .token("figo_", .web, 40),
    ]
  ),
  SecretRule(
    "PLM-S284",
    .high,
    "Postman",
    "API key",
    ["postman-api-token"],
    [.token("PMAK-", [.run(.hex, 24...24), .text("-"), .run(.hex, 34...34)])]
  ),
  SecretRule(
    "PLM-S285",
    .high,
    "ReadMe",
    "API token",
    ["readme-api-token"],
    [.token("rdme_", .lower, 70)]
  ),
  SecretRule(
    "PLM-S286",
    .high,
    "Prefect",
    "API token",
    ["prefect-api-token"],
    [.token("pnu_", .alphanumeric, 36), .token("pnb_", .alphanumeric, 36)]
  ),
  SecretRule(
    "PLM-S287",
    .high,
    "Frame.io",
    "API token",
    ["frameio-api-token"],
    [.token("fio-u-", .web, 64)]
  ),
  SecretRule(
    "PLM-S288",
    .high,
    "Contentful",
    "API token",
    ["contentful-delivery-api-token"],
    [
      .token("CFPAT-", .web, 43), .named("contentful", .web, 43),
    ]
  ),
  SecretRule(
    "PLM-S289",
    .high,
    "Okta",
    "API token",
    ["okta-access-token"],
    [.named(["okta"], [.text("00"), .run(.web, 40...40)])]
  ),
  SecretRule("PLM-S290", .high, "Auth0", "client secret", [], [.named("auth0", .web, 64)]),
  SecretRule(
    "PLM-S291",
    .high,
    "Salesforce",
    "access token",
    [],
    [
      .named(
        ["salesforce", "sfdc"],
        [
          .text("00D"), .run(.alphanumeric, 12...15), .text("!"),
          .run(ByteSet("A-Za-z0-9._"), 60...200),
        ]
      )
    ]
  ),
  SecretRule(
    "PLM-S292",
    .high,
    "Adobe",
    "client secret",
    ["adobe-client-secret"],
    [.token("p8e-", .lower, 32), .token("p8e-", .web, 32)]
  ),
  SecretRule(
    "PLM-S293",
    .high,
    "OpenShift",
    "user token",
    ["openshift-user-token"],
    [.token("sha256~", .web, 43)]
  ),
  SecretRule(
    "PLM-S294",
    .high,
    "Rancher",
    "API token",
    [],
    [
      .token("token-", [.run(.lower, 5...5), .text(":"), .run(.lower, 54...54)]),
      .token("kubeconfig-", [.run(.lower, 5...14), .text(":"), .run(.lower, 54...54)]),
    ]
  ),
  SecretRule(
    "PLM-S295",
    .high,
    "Intra42",
    "client secret",
    ["intra42-client-secret"],
    [.token("s-s4t2ud-", .hex, 64), .token("s-s4t2af-", .hex, 64)]
  ),
  SecretRule(
    "PLM-S296",
    .high,
    "Authress",
    "service client access key",
    ["authress-service-client-access-key"],
    [
      .token(
        "authress_",
        [
          .run(.lower, 5...30), .text("."), .run(.lower, 4...6), .text(".acc_"),
          .run(ByteSet("a-z0-9-"), 10...32), .text("."), .run(.paddedBase64, 30...120),
        ]
      ),
      .token(
        "scauth_",
        [
          .run(.lower, 5...30), .text("."), .run(.lower, 4...6), .text(".acc_"),
          .run(ByteSet("a-z0-9-"), 10...32), .text("."), .run(.paddedBase64, 30...120),
        ]
      ),
    ]
  ),
  SecretRule(
    "PLM-S297",
    .high,
    "Beamer",
    "API token",
    ["beamer-api-token"],
    [.named("beamer", [.text("b_"), .run(.lowerWeb, 44...44)])]
  ),
  SecretRule(
    "PLM-S298",
    .high,
    "Squarespace",
    "access token",
    ["squarespace-access-token"],
    [.named(["squarespace"], uuid, [.random])]
  ),
  SecretRule(
    "PLM-S299",
    .high,
    "Gitter",
    "access token",
    ["gitter-access-token"],
    [.named("gitter", .lowerWeb, 40)]
  ),
  SecretRule(
    "PLM-S300",
    .high,
    "Looker",
    "client secret",
    ["looker-client-secret"],
    [.named("looker", .lower, 24)]
  ),
  SecretRule(
    "PLM-S301",
    .high,
    "SettleMint",
    "access token",
    [
      "settlemint-application-access-token", "settlemint-personal-access-token",
      "settlemint-service-access-token",
    ],
    [
      .token("sm_aat_", .alphanumeric, 16), .token("sm_pat_", .alphanumeric, 16),
      .token("sm_sat_", .alphanumeric, 16),
    ]
  ),
  SecretRule(
    "PLM-S302",
    .high,
    "Sidekiq",
    "license",
    ["sidekiq-secret"],
    [
      .named(
        ["bundle_enterprise__contribsys", "bundle_gems__contribsys"],
        [.run(.hex, 8...8), .text(":"), .run(.hex, 8...8)],
        needsRole: false,
        [.random]
      )
    ]
  ),
  SecretRule(
    "PLM-S303",
    .high,
    "Zapier",
    "webhook address",
    [],
    [
      .token(
        "hooks.zapier.com/hooks/catch/",
        [.run(.digits, 5...9), .text("/"), .run(.lower, 6...10)],
        []
      )
    ]
  ),
  SecretRule(
    "PLM-S304",
    .high,
    "Flickr",
    "access token",
    ["flickr-access-token"],
    [.named("flickr", .lower, 32)]
  ),
  SecretRule(
    "PLM-S305",
    .high,
    "Finnhub",
    "access token",
    ["finnhub-access-token"],
    [.named("finnhub", .lower, 20)]
  ),
  SecretRule(
    "PLM-S306",
    .high,
    "Adafruit",
    "API key",
    ["adafruit-api-key"],
    [
      .named("adafruit", .web, 32), .token("aio_", [.run(.alphanumeric, 28...28)]),
    ]
  ),
  SecretRule(
    "PLM-S307",
    .high,
    "Hashnode or Dev.to",
    "API key",
    [],
    [.named(["hashnode"], uuid, [.random])]
  ),
  SecretRule(
    "PLM-S308",
    .high,
    "KuCoin",
    "secret key",
    ["kucoin-secret-key", "kucoin-access-token"],
    [.named(["kucoin"], uuid, [.random]), .named("kucoin", .hex, 24)]
  ),
  SecretRule(
    "PLM-S309",
    .high,
    "Bittrex",
    "key",
    ["bittrex-access-key", "bittrex-secret-key"],
    [.named("bittrex", .lower, 32)]
  ),
  SecretRule(
    "PLM-S310",
    .high,
    "Cloudflare R2 or other S3",
    "secret key",
    [],
    [
      .named(
        ["r2_secret", "minio_secret", "minio_root_password", "wasabi_secret"],
        [.run(.alphanumeric, 32...64)]
      )
    ]
  ),
]

extension ByteSet {
  /// Base 64 for addresses with padding.
  static let lowerWebMixed = ByteSet("A-Za-z0-9_=-")
}
