import Model

/// Hosts of sources, continuous integration, and package registries.
let sourceHostSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S061",
    .critical,
    "GitHub",
    "personal access token",
    ["github-pat"],
    [.token("ghp_", .alphanumeric, 36, [.random, .crc32Base62])]
  ),
  SecretRule(
    "PLM-S062",
    .critical,
    "GitHub",
    "fine-grained personal access token",
    ["github-fine-grained-pat"],
    [
      .token(
        "github_pat_",
        [.run(.alphanumeric, 22...22), .text("_"), .run(.alphanumeric, 59...59)]
      )
    ]
  ),
  SecretRule(
    "PLM-S063",
    .critical,
    "GitHub",
    "OAuth access token",
    ["github-oauth"],
    [.token("gho_", .alphanumeric, 36, [.random, .crc32Base62])]
  ),
  SecretRule(
    "PLM-S064",
    .high,
    "GitHub",
    "app token",
    ["github-app-token"],
    [
      .token("ghu_", .alphanumeric, 36, [.random, .crc32Base62]),
      .token("ghs_", .alphanumeric, 36, [.random, .crc32Base62]),
    ]
  ),
  SecretRule(
    "PLM-S065",
    .high,
    "GitHub",
    "refresh token",
    ["github-refresh-token"],
    [
      .token("ghr_", .alphanumeric, 76),
      .token("ghr_", .alphanumeric, 36, [.random, .crc32Base62]),
    ]
  ),
  SecretRule(
    "PLM-S066",
    .high,
    "GitHub",
    "token of the old form",
    [],
    [
      .named(
        [
          "github_token", "githubtoken", "gh_token", "github_pat", "github_oauth",
          "github_access", "github-token", "github_api", "github_secret",
        ],
        [.run(.hex, 40...40)]
      )
    ]
  ),
  SecretRule(
    "PLM-S067",
    .critical,
    "GitLab",
    "personal access token",
    ["gitlab-pat", "gitlab-pat-routable"],
    [
      .token("glpat-", [.run(.web, 27...300), .text("."), .run(.lower, 9...9)]),
      .token("glpat-", .web, 20),
    ]
  ),
  SecretRule(
    "PLM-S068",
    .high,
    "GitLab",
    "deploy token",
    ["gitlab-deploy-token"],
    [.token("gldt-", .web, 20)]
  ),
  SecretRule(
    "PLM-S069",
    .high,
    "GitLab",
    "runner token",
    ["gitlab-rrt", "gitlab-runner-authentication-token"],
    [
      .token("GR1348941", .web, 20), .token("glrt-", .web, 20),
      .token("glrt-t", [.run(.digits, 1...1), .text("_"), .run(.web, 20...60)]),
      .token("glrtr-", .web, 20),
    ]
  ),
  SecretRule(
    "PLM-S070",
    .high,
    "GitLab",
    "pipeline token",
    ["gitlab-ptt", "gitlab-cicd-job-token"],
    [
      .token("glptt-", .hex, 40),
      .token("glcbt-", [.run(.alphanumeric, 1...5), .text("_"), .run(.web, 20...20)]),
    ]
  ),
  SecretRule(
    "PLM-S071",
    .high,
    "GitLab",
    "feed, mail or feature token",
    ["gitlab-feed-token", "gitlab-incoming-mail-token", "gitlab-feature-flag-client-token"],
    [
      .token("glft-", .web, 20), .token("glimt-", .lower, 25), .token("glffct-", .web, 20),
    ]
  ),
  SecretRule(
    "PLM-S072",
    .high,
    "GitLab",
    "agent, SCIM or application secret",
    ["gitlab-kubernetes-agent-token", "gitlab-scim-token", "gitlab-oauth-app-secret"],
    [
      .token("glagent-", .web, 50), .token("glsoat-", .web, 20),
      .token("gloas-", .alphanumeric, 64),
    ]
  ),
  SecretRule(
    "PLM-S073",
    .high,
    "Bitbucket",
    "app password",
    [],
    [.token("ATBB", [.run(.alphanumeric, 32...32)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S074",
    .high,
    "Bitbucket",
    "client secret",
    ["bitbucket-client-secret"],
    [.named("bitbucket", .lowerWeb, 64)]
  ),
  SecretRule(
    "PLM-S075",
    .high,
    "Atlassian",
    "API token",
    ["atlassian-api-token"],
    [
      .token("ATATT3", [.run(ByteSet("A-Za-z0-9_=-"), 150...220)]),
      .token("ATCTT3", [.run(ByteSet("A-Za-z0-9_=-"), 150...220)]),
      .named(["atlassian", "jira", "confluence"], [.run(.alphanumeric, 24...24)]),
    ]
  ),
  SecretRule(
    "PLM-S076",
    .high,
    "Gitea",
    "access token",
    [],
    [.named(["gitea", "forgejo", "gogs", "codeberg"], [.run(.hex, 40...40)])]
  ),
  SecretRule(
    "PLM-S077",
    .high,
    "Sourcegraph",
    "access token",
    ["sourcegraph-access-token"],
    [
      .token("sgp_", .hex, 40),
      .token("sgp_", [.choice(["local"]), .text("_"), .run(.hex, 40...40)]),
      .token("sgp_", [.run(.hex, 16...16), .text("_"), .run(.hex, 40...40)]),
    ]
  ),
  SecretRule(
    "PLM-S078",
    .high,
    "CircleCI",
    "token",
    [],
    [
      .token("CCIPAT_", [.run(.alphanumeric, 22...22), .text("_"), .run(.hex, 40...40)]),
      .token("CCIPRJ_", [.run(.alphanumeric, 22...22), .text("_"), .run(.hex, 40...40)]),
      .named(["circleci", "circle_token", "circle_ci"], [.run(.hex, 40...40)]),
    ]
  ),
  SecretRule(
    "PLM-S079",
    .high,
    "Buildkite",
    "token",
    [],
    [
      .token("bkua_", .hex, 40), .token("bkat_", [.run(.web, 40...64)]),
      .named(["buildkite_agent"], [.run(.lower, 50...50)]),
    ]
  ),
  SecretRule(
    "PLM-S080",
    .high,
    "Travis CI",
    "access token",
    ["travisci-access-token"],
    [.named(["travis"], [.run(.web, 22...22)])]
  ),
  SecretRule(
    "PLM-S081",
    .high,
    "Drone CI",
    "access token",
    ["droneci-access-token"],
    [.named(["droneci", "drone_token", "drone_secret"], [.run(.alphanumeric, 32...32)])]
  ),
  SecretRule(
    "PLM-S082",
    .high,
    "Codecov",
    "access token",
    ["codecov-access-token"],
    [
      .named(["codecov"], uuid, [.random]), .named("codecov", .lower, 32),
    ]
  ),
  SecretRule(
    "PLM-S083",
    .high,
    "SonarQube",
    "token",
    ["sonar-api-token"],
    [
      .token("squ_", .hex, 40), .token("sqp_", .hex, 40), .token("sqa_", .hex, 40),
      .named(["sonar"], [.run(.hex, 40...40)]),
    ]
  ),
  SecretRule(
    "PLM-S084",
    .high,
    "Snyk",
    "API token",
    ["snyk-api-token"],
    [.named(["snyk"], uuid, [.random])]
  ),
  SecretRule(
    "PLM-S085",
    .high,
    "Octopus Deploy",
    "API key",
    ["octopus-deploy-api-key"],
    [.token("API-", [.run(.upper, 26...26)], [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S086",
    .high,
    "Harness",
    "API key",
    ["harness-api-key"],
    [
      .token(
        "pat.",
        [
          .run(.web, 22...22), .text("."), .run(.hex, 24...24), .text("."),
          .run(.alphanumeric, 20...20),
        ]
      ),
      .token(
        "sat.",
        [
          .run(.web, 22...22), .text("."), .run(.hex, 24...24), .text("."),
          .run(.alphanumeric, 20...20),
        ]
      ),
    ]
  ),
  SecretRule(
    "PLM-S087",
    .high,
    "Infracost",
    "API token",
    ["infracost-api-token"],
    [.token("ico-", .alphanumeric, 32)]
  ),
  SecretRule(
    "PLM-S088",
    .high,
    "Jenkins",
    "API token",
    [],
    [.named("jenkins", .hex, 34), .named("jenkins", .hex, 32)]
  ),
]

/// Package registries.
let registrySecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S091",
    .critical,
    "npm",
    "access token",
    ["npm-access-token"],
    [.token("npm_", .alphanumeric, 36, [.random, .crc32Base62])]
  ),
  SecretRule(
    "PLM-S092",
    .critical,
    "npm",
    "login in .npmrc",
    [],
    [
      .file([".npmrc", "*.npmrc", "npmrc"], .setting(["_authToken", "_password", "_auth"]))
    ]
  ),
  SecretRule(
    "PLM-S093",
    .critical,
    "PyPI",
    "upload token",
    ["pypi-upload-token"],
    [
      .token("pypi-AgEIcHlwaS5vcmc", [.run(.web, 50...1000)]),
      .token("pypi-AgENdGVzdC5weXBpLm9yZw", [.run(.web, 50...1000)]),
    ]
  ),
  SecretRule(
    "PLM-S094",
    .high,
    "",
    "password in .pypirc",
    [],
    isGuessable: true,
    [.file([".pypirc"], .setting(["password"]))]
  ),
  SecretRule(
    "PLM-S095",
    .critical,
    "RubyGems",
    "API key",
    ["rubygems-api-token"],
    [.token("rubygems_", .hex, 48)]
  ),
  SecretRule(
    "PLM-S096",
    .critical,
    "crates.io",
    "API token",
    [],
    [
      .named(
        ["cargo", "crates", "token"],
        [.text("cio"), .run(.alphanumeric, 32...32)],
        needsRole: true,
        [.random, .mixed]
      ),
      .file([".cargo/credentials", ".cargo/credentials.toml"], .setting(["token"])),
    ]
  ),
  SecretRule(
    "PLM-S097",
    .critical,
    "NuGet",
    "API key",
    ["nuget-api-key"],
    [.token("oy2", .lower, 43, [.random, .mixed])]
  ),
  SecretRule(
    "PLM-S098",
    .high,
    "NuGet",
    "password in NuGet.Config",
    [],
    isGuessable: true,
    [
      .generic(["cleartextpassword"], .password)
        .only(in: ["nuget.config", "NuGet.Config", "NuGet.config"])
    ]
  ),
  SecretRule(
    "PLM-S099",
    .critical,
    "Docker Hub",
    "access token",
    [],
    [
      .token("dckr_pat_", .web, 27), .token("dckr_oat_", [.run(.web, 32...32)]),
    ]
  ),
  SecretRule(
    "PLM-S100",
    .critical,
    "",
    "registry login",
    ["dockerconfig-secret"],
    [
      .named(
        ["\"auth\"", "\\\"auth\\\""],
        [.run(.paddedBase64, 8...4000)],
        needsRole: false,
        [.login]
      ),
      .named(
        [".dockerconfigjson", ".dockercfg"],
        [.run(.paddedBase64, 40...20000)],
        needsRole: false,
        [.encodes("{")]
      ),
    ]
  ),
  SecretRule(
    "PLM-S101",
    .high,
    "",
    "registry identity token",
    [],
    [
      .named(
        ["identitytoken", "registrytoken"],
        [.run(ByteSet("A-Za-z0-9_.=-"), 24...4000)],
        needsRole: false
      )
    ]
  ),
  SecretRule(
    "PLM-S102",
    .critical,
    "JFrog",
    "API key or reference token",
    ["jfrog-api-key", "jfrog-identity-token", "artifactory-api-key"],
    [
      .token("AKCp", [.run(.alphanumeric, 69...69)]),
      .token("cmVmdGtuOjAx", [.run(.alphanumeric, 52...52)]),
      .token("cmVmdGtuOjE", [.run(.alphanumeric, 53...53)]),
      .named(["artifactory", "jfrog", "xray"], [.run(.alphanumeric, 73...73)]),
    ]
  ),
  SecretRule(
    "PLM-S103",
    .high,
    "Clojars",
    "deploy token",
    ["clojars-api-token"],
    [.token("CLOJARS_", .lower, 60)]
  ),
  SecretRule(
    "PLM-S104",
    .high,
    "",
    "password in Maven settings",
    [],
    isGuessable: true,
    [
      .generic(["password", "passphrase"], .password)
        .only(in: [".m2/settings.xml", "maven/settings.xml", "conf/settings.xml"])
    ]
  ),
  SecretRule(
    "PLM-S105",
    .high,
    "Cloudsmith",
    "API key",
    [],
    [.named("cloudsmith", .hex, 40)]
  ),
  SecretRule(
    "PLM-S106",
    .high,
    "Packagist",
    "API token",
    [],
    [
      .token("packagist_ort_", .hex, 60), .token("packagist_out_", .hex, 60),
      .token("packagist_uut_", .hex, 60), .named(["packagist"], [.run(.hex, 20...20)]),
    ]
  ),
  SecretRule("PLM-S107", .high, "Hex", "API key", [], [.named(["hex_api"], [.run(.hex, 32...32)])]),
  SecretRule(
    "PLM-S108",
    .high,
    "Gemfury",
    "token",
    [],
    [
      .named(["fury", "gemfury"], [.run(.alphanumeric, 20...20)])
    ]
  ),
  SecretRule(
    "PLM-S109",
    .high,
    "Quay",
    "robot token",
    [],
    [.named(["quay"], [.run(.upper, 64...64)])]
  ),
]
