import Model

/// Clouds, hosting and networks.
let cloudSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S001",
    .critical,
    "AWS",
    "access key",
    ["aws-access-token", "aws-access-key-id"],
    ["AKIA", "ABIA", "ACCA"].map { .token($0, .base32, 16) }
  ),
  SecretRule(
    "PLM-S002",
    .medium,
    "AWS",
    "temporary access key",
    ["aws-access-token"],
    [.token("ASIA", .base32, 16)]
  ),
  SecretRule(
    "PLM-S003",
    .critical,
    "AWS",
    "secret access key",
    ["aws-secret-access-key"],
    [
      .named(
        [
          "aws_secret", "awssecret", "aws-secret", "secret_access_key", "secretaccesskey",
          "secret-access-key", "aws_sec", "s3_secret", "s3secret",
        ],
        [.run(.base64, 40...40)],
        [.random, .mixed]
      )
    ]
  ),
  SecretRule(
    "PLM-S004",
    .high,
    "AWS",
    "session token",
    ["aws-session-token"],
    [
      .named(
        ["aws_session_token", "awssessiontoken", "aws-session-token"],
        [.run(.paddedBase64, 100...2000)],
        [.random]
      )
    ]
  ),
  SecretRule(
    "PLM-S005",
    .high,
    "AWS Bedrock",
    "API key",
    ["aws-amazon-bedrock-api-key-long-lived"],
    [
      .token("ABSKQmVkcm9ja0FQSUtleS", [.run(.paddedBase64, 86...260)]),
      .token("bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t", [.run(.paddedBase64, 20...2000)]),
    ]
  ),
  SecretRule(
    "PLM-S006",
    .high,
    "AWS",
    "marketplace authentication token",
    ["aws-mws-auth-token"],
    [
      .token(
        "amzn.mws.",
        [
          .run(.hex, 8...8), .text("-"), .run(.hex, 4...4), .text("-"),
          .run(.hex, 4...4), .text("-"), .run(.hex, 4...4), .text("-"), .run(.hex, 12...12),
        ]
      )
    ]
  ),
  SecretRule(
    "PLM-S007",
    .high,
    "Google Cloud",
    "API key",
    ["gcp-api-key"],
    [.token("AIza", .web, 35)]
  ),
  SecretRule(
    "PLM-S008",
    .high,
    "Google",
    "OAuth client secret",
    ["google-oauth-client-secret"],
    [.token("GOCSPX-", .web, 28)]
  ),
  SecretRule(
    "PLM-S009",
    .medium,
    "Google",
    "OAuth access token",
    ["google-oauth-access-token"],
    [.token("ya29.", [.run(.web, 60...400)])]
  ),
  SecretRule(
    "PLM-S010",
    .high,
    "Google",
    "OAuth refresh token",
    [],
    [
      .named(["refresh_token", "refreshtoken"], [.text("1//0"), .run(.web, 40...120)], [.random])
    ]
  ),
  SecretRule(
    "PLM-S011",
    .high,
    "Firebase",
    "server key",
    ["firebase-server-key"],
    [
      .token(before: [.text("AAAA"), .run(.web, 7...7)], ":APA91b", [.run(.web, 134...134)])
    ]
  ),
  SecretRule(
    "PLM-S012",
    .critical,
    "Azure",
    "storage account key",
    ["azure-storage-account-key"],
    [
      .named(
        [
          "accountkey", "account_key", "storage_key", "storagekey", "storage_account_key",
          "account-key",
        ],
        [.run(.base64, 86...86), .text("==")],
        [.random, .mixed]
      ),
      .token(before: [.run(.base64, 76...76)], "+ASt", [.run(.alphanumeric, 6...6), .text("==")]),
    ]
  ),
  SecretRule(
    "PLM-S013",
    .high,
    "Azure",
    "shared access key",
    [],
    [
      .named(
        [
          "sharedaccesskey", "shared_access_key", "sharedaccess", "iothub", "servicebus",
          "eventhub",
        ],
        [.run(.base64, 43...43), .text("=")]
      ),
      .named(["sharedaccesskey"], [.run(.base64, 86...86), .text("==")]),
    ]
  ),
  SecretRule(
    "PLM-S014",
    .high,
    "Azure",
    "shared access signature",
    ["azure-sas-token"],
    [
      .token("&sig=", [.run(ByteSet("A-Za-z0-9%/+"), 43...80)], [.random, .mixed]),
      .token("?sig=", [.run(ByteSet("A-Za-z0-9%/+"), 43...80)], [.random, .mixed]),
    ]
  ),
  SecretRule(
    "PLM-S015",
    .critical,
    "Microsoft Entra",
    "client secret",
    ["azure-ad-client-secret"],
    [
      .named(
        [
          "client_secret", "clientsecret", "client-secret", "azure", "arm_", "password",
          "app_secret", "appsecret",
        ],
        [
          .run(ByteSet("A-Za-z0-9_~."), 3...3), .run(.digits, 1...1), .text("Q~"),
          .run(ByteSet("A-Za-z0-9_~.-"), 31...34),
        ],
        needsRole: true,
        [.random]
      )
    ]
  ),
  SecretRule(
    "PLM-S016",
    .high,
    "Azure",
    "service key",
    ["azure-api-management-key"],
    [
      .token(
        before: [.run(.alphanumeric, 52...52)],
        "JQQJ99",
        [.run(.alphanumeric, 10...10), .choice(["AAAA"]), .run(.alphanumeric, 12...16)]
      ),
      .token(before: [.run(.alphanumeric, 42...42)], "AzSe", [.run(.alphanumeric, 6...6)]),
      .token(
        before: [.run(.alphanumeric, 44...44)],
        "AzFu",
        [.run(.alphanumeric, 6...6), .text("==")]
      ),
      .token(before: [.run(.base64, 76...76)], "ACDb", [.run(.alphanumeric, 6...6), .text("==")]),
      .token(before: [.run(.base64, 42...42)], "+ACR", [.run(.alphanumeric, 6...6)]),
    ]
  ),
  SecretRule(
    "PLM-S017",
    .high,
    "Azure DevOps",
    "personal access token",
    ["azure-devops-personal-access-token"],
    [
      .token(before: [.run(.alphanumeric, 76...76)], "AZDO", [.run(.alphanumeric, 4...4)]),
      .named(
        ["azure_devops", "azuredevops", "azdo", "system_accesstoken", "vsts"],
        [.run(ByteSet("a-z2-7"), 52...52)]
      ),
    ]
  ),
  SecretRule(
    "PLM-S018",
    .high,
    "Azure OpenAI",
    "API key",
    ["azure-openai-api-key"],
    [.named(["azure_openai", "azureopenai", "azure-openai"], [.run(.hex, 32...32)])]
  ),
  SecretRule(
    "PLM-S019",
    .critical,
    "Alibaba Cloud",
    "access key id",
    ["alibaba-access-key-id"],
    [.token("LTAI", [.run(.alphanumeric, 12...26)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S020",
    .critical,
    "Alibaba Cloud",
    "access key secret",
    ["alibaba-secret-key"],
    [.named(["alibaba", "aliyun", "alicloud"], [.run(.alphanumeric, 30...30)])]
  ),
  SecretRule(
    "PLM-S021",
    .critical,
    "Tencent Cloud",
    "secret id",
    ["tencent-secret-id"],
    [.token("AKID", [.run(.alphanumeric, 32...32)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S022",
    .critical,
    "Tencent Cloud",
    "secret key",
    [],
    [.named(["tencent", "qcloud"], [.run(.alphanumeric, 32...32)])]
  ),
  SecretRule(
    "PLM-S023",
    .high,
    "Baidu Cloud",
    "access key",
    [],
    [.token("ALTAK", [.run(.alphanumeric, 21...21)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S024",
    .high,
    "Volcengine",
    "access key",
    [],
    [.token("AKLT", [.run(.paddedBase64, 30...60)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S025",
    .critical,
    "DigitalOcean",
    "personal access token",
    ["digitalocean-pat"],
    [.token("dop_v1_", .hex, 64)]
  ),
  SecretRule(
    "PLM-S026",
    .critical,
    "DigitalOcean",
    "OAuth token",
    ["digitalocean-access-token", "digitalocean-refresh-token"],
    [.token("doo_v1_", .hex, 64), .token("dor_v1_", .hex, 64)]
  ),
  SecretRule(
    "PLM-S027",
    .high,
    "DigitalOcean",
    "Spaces key",
    [],
    [.token("DO00", [.run(.upper, 16...16)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S028",
    .critical,
    "Cloudflare",
    "API token",
    ["cloudflare-api-key"],
    [
      .named(["cloudflare", "cf_api", "cf_token", "cf-api"], [.run(.web, 40...40)]),
      .token("cfut_", [.run(.alphanumeric, 40...48)]),
      .token("cfat_", [.run(.alphanumeric, 40...48)]),
    ]
  ),
  SecretRule(
    "PLM-S029",
    .critical,
    "Cloudflare",
    "global API key",
    ["cloudflare-global-api-key"],
    [.named(["cloudflare", "cf_api", "cf_global", "x-auth-key"], [.run(.hex, 37...37)])]
  ),
  SecretRule(
    "PLM-S030",
    .high,
    "Cloudflare",
    "origin CA key",
    ["cloudflare-origin-ca-key"],
    [.token("v1.0-", [.run(.hex, 24...24), .text("-"), .run(.hex, 146...146)])]
  ),
  SecretRule(
    "PLM-S031",
    .critical,
    "Hetzner Cloud",
    "API token",
    [],
    [.named(["hcloud", "hetzner"], [.run(.alphanumeric, 64...64)])]
  ),
  SecretRule(
    "PLM-S032",
    .critical,
    "Linode",
    "API token",
    [],
    [.named("linode", .hex, 64)]
  ),
  SecretRule("PLM-S033", .critical, "Vultr", "API key", [], [.named("vultr", .upper, 36)]),
  SecretRule(
    "PLM-S034",
    .critical,
    "Scaleway",
    "secret key",
    [],
    [
      .named(["scw_secret", "scaleway", "scw_token"], uuid, [.random])
    ]
  ),
  SecretRule(
    "PLM-S035",
    .medium,
    "Scaleway",
    "access key",
    [],
    [.token("SCW", .upper, 17, [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S036",
    .critical,
    "OVHcloud",
    "application secret",
    [],
    [
      .named(["ovh_application", "ovh_consumer", "ovh_app"], [.run(.alphanumeric, 32...32)])
    ]
  ),
  SecretRule(
    "PLM-S037",
    .critical,
    "IBM Cloud",
    "API key",
    ["ibm-cloud-api-key"],
    [
      .named(["ibmcloud", "ibm_cloud", "bluemix", "ibm-cloud", "ic_api"], [.run(.web, 44...44)])
    ]
  ),
  SecretRule(
    "PLM-S038",
    .critical,
    "Yandex Cloud",
    "API key",
    ["yandex-api-key", "yandex-aws-access-token"],
    [
      .token("AQVN", [.run(.web, 35...38)]),
      .token("YCAJE", [.run(.web, 20...20)]),
    ]
  ),
  SecretRule(
    "PLM-S039",
    .high,
    "Yandex Cloud",
    "access token",
    ["yandex-access-token"],
    [
      .token("t1.9", [.run(.web, 20...600), .text("."), .run(.web, 86...86)])
    ]
  ),
  SecretRule(
    "PLM-S040",
    .critical,
    "Exoscale",
    "API key",
    [],
    [.token("EXO", .hex, 24, [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S041",
    .high,
    "Heroku",
    "API key",
    ["heroku-api-key", "heroku-api-key-v2"],
    [
      .named(["heroku"], uuid, [.random]), .token("HRKU-AA", .web, 58),
      .token("HRKU-", uuid, [.random]),
    ]
  ),
  SecretRule(
    "PLM-S042",
    .high,
    "Fly.io",
    "access token",
    ["flyio-access-token"],
    [
      .token("fo1_", .web, 43), .token("fm1r_", [.run(.paddedBase64, 100...600)]),
      .token("fm1a_", [.run(.paddedBase64, 100...600)]),
      .token("fm2_", [.run(.paddedBase64, 100...600)]),
    ]
  ),
  SecretRule(
    "PLM-S043",
    .high,
    "Netlify",
    "access token",
    ["netlify-access-token"],
    [
      .token("nfp_", .alphanumeric, 36), .named(["netlify"], [.run(.lowerWeb, 40...46)]),
    ]
  ),
  SecretRule(
    "PLM-S044",
    .high,
    "Vercel",
    "access token",
    [],
    [
      .named(["vercel"], [.run(.alphanumeric, 24...24)]), .token("vcp_", .alphanumeric, 56),
    ]
  ),
  SecretRule(
    "PLM-S045",
    .high,
    "Render",
    "API key",
    [],
    [.token("rnd_", [.run(.alphanumeric, 28...32)], [.random, .mixed])]
  ),
  SecretRule("PLM-S046", .high, "Railway", "token", [], [.named(["railway"], uuid, [.random])]),
  SecretRule(
    "PLM-S047",
    .high,
    "Fastly",
    "API token",
    ["fastly-api-token"],
    [.named("fastly", .web, 32)]
  ),
  SecretRule(
    "PLM-S048",
    .high,
    "Akamai",
    "client token",
    [],
    [
      .token("akab-", [.run(.lower, 16...16), .text("-"), .run(.lower, 16...16)])
    ]
  ),
  SecretRule(
    "PLM-S049",
    .high,
    "Tailscale",
    "key",
    [],
    [
      .token(
        "tskey-",
        [
          .choice(["auth", "api", "client", "scim", "webhook"]), .text("-"),
          .run(.alphanumeric, 10...40), .text("-"), .run(.alphanumeric, 20...60),
        ]
      )
    ]
  ),
  SecretRule(
    "PLM-S050",
    .high,
    "ngrok",
    "authentication token",
    [],
    [
      .named(
        ["ngrok", "authtoken"],
        [
          .run(.alphanumeric, 27...27), .text("_"),
          .run(.alphanumeric, 20...22),
        ],
        needsRole: false
      )
    ]
  ),
  SecretRule(
    "PLM-S051",
    .high,
    "Scalingo",
    "API token",
    ["scalingo-api-token"],
    [.token("tk-us-", .web, 48)]
  ),
  SecretRule(
    "PLM-S052",
    .high,
    "Defined Networking",
    "API token",
    ["defined-networking-api-token"],
    [.token("dnkey-", [.run(.lowerWeb, 26...26), .text("-"), .run(.lowerWeb, 52...52)])]
  ),
  SecretRule(
    "PLM-S053",
    .high,
    "Cisco Meraki",
    "API key",
    ["cisco-meraki-api-key"],
    [.named("meraki", .hex, 40)]
  ),
  SecretRule(
    "PLM-S054",
    .high,
    "Backblaze",
    "application key",
    [],
    [
      .named(
        ["b2_app", "b2_key", "backblaze", "b2_account"],
        [.text("K00"), .run(.base64, 28...28)],
        [.random]
      )
    ]
  ),
  SecretRule(
    "PLM-S055",
    .high,
    "Dropbox",
    "access token",
    ["dropbox-long-lived-api-token", "dropbox-short-lived-api-token", "dropbox-api-token"],
    [
      .token("sl.u.", [.run(.web, 100...1500)]), .token("sl.B", [.run(.web, 130...1500)]),
      .named(
        ["dropbox"],
        [.run(.web, 11...11), .text("AAAAAAAAAA"), .run(.web, 43...43)],
        [.mixed]
      ),
      .named("dropbox", .lower, 15),
    ]
  ),
  SecretRule(
    "PLM-S056",
    .high,
    "Box",
    "access token",
    [],
    [
      .named(
        ["box_client_secret", "box_access", "boxtoken", "box_developer"],
        [.run(.alphanumeric, 32...32)]
      )
    ]
  ),
  SecretRule(
    "PLM-S057",
    .medium,
    "Cloudinary",
    "API secret in an address",
    [],
    [
      .token(
        "cloudinary://",
        [.run(.digits, 12...18), .text(":"), .run(.web, 27...27), .text("@")],
        [.mixed]
      )
    ]
  ),
]

/// Eight, four, four, four and twelve hexadecimal digits.
let uuid: [SecretPart] = [
  .run(.anyHex, 8...8), .text("-"), .run(.anyHex, 4...4), .text("-"), .run(.anyHex, 4...4),
  .text("-"), .run(.anyHex, 4...4), .text("-"), .run(.anyHex, 12...12),
]
