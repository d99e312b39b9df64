import Model

/// Keys, tokens and logins of no one service.
let keySecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S401",
    .critical,
    "",
    "private key",
    ["private-key"],
    [form(["-----BEGIN "], .privateKey(.plain))]
  ),
  SecretRule(
    "PLM-S402",
    .low,
    "",
    "encrypted private key",
    ["private-key"],
    [form(["-----BEGIN "], .privateKey(.encrypted))]
  ),
  SecretRule(
    "PLM-S403",
    .high,
    "OpenPGP",
    "private key",
    ["private-key"],
    [form(["-----BEGIN "], .privateKey(.pgp))]
  ),
  SecretRule(
    "PLM-S404",
    .critical,
    "PuTTY",
    "private key",
    [],
    [form(["PuTTY-User-Key-File-"], .puttyKey(isEncrypted: false))]
  ),
  SecretRule(
    "PLM-S405",
    .low,
    "PuTTY",
    "encrypted private key",
    [],
    [form(["PuTTY-User-Key-File-"], .puttyKey(isEncrypted: true))]
  ),
  SecretRule(
    "PLM-S406",
    .critical,
    "age",
    "secret key",
    ["age-secret-key"],
    [.token("AGE-SECRET-KEY-1", ByteSet("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"), 58, [.bech32])]
  ),
  SecretRule(
    "PLM-S407",
    .high,
    "WireGuard",
    "private key",
    [],
    [
      .named(
        ["privatekey", "presharedkey"],
        [.run(.base64, 43...43), .text("=")],
        [.random, .mixed]
      )
    ]
  ),
  SecretRule(
    "PLM-S408",
    .critical,
    "",
    "private key in base 64",
    [],
    [
      .named(
        [
          "client-key-data", "private_key", "privatekey", "tls.key", "ssh_key", "ssh-privatekey",
          "id_rsa", "private-key", "key_data",
        ],
        [.text("LS0tLS1CRUdJTi"), .run(.paddedBase64, 100...20000)],
        needsRole: false,
        []
      )
    ]
  ),
  SecretRule(
    "PLM-S409",
    .high,
    "",
    "JSON web token",
    ["jwt", "jwt-token"],
    [form(webTokenStarts, .webToken(.other))]
  ),
  SecretRule(
    "PLM-S410",
    .critical,
    "Kubernetes",
    "service account token",
    [],
    [form(webTokenStarts, .webToken(.kubernetes))]
  ),
  SecretRule(
    "PLM-S411",
    .critical,
    "Supabase",
    "service role key",
    [],
    [form(webTokenStarts, .webToken(.supabase))]
  ),
  SecretRule(
    "PLM-S412",
    .high,
    "",
    "database address with a password",
    [],
    isGuessable: true,
    [
      form(
        [
          "postgres://", "postgresql://", "mysql://", "mysql2://", "mariadb://", "mongodb://",
          "mongodb+srv://", "redis://", "rediss://", "mssql://", "sqlserver://", "oracle://",
          "cockroachdb://", "clickhouse://", "couchbase://", "neo4j://", "bolt://", "cassandra://",
          "+psycopg2://", "+psycopg://", "+asyncpg://", "+pymysql://", "+mysqldb://",
          "+aiomysql://",
          "elasticsearch://", "influxdb://", "snowflake://", "trino://", "vertica://",
        ],
        .address
      )
    ]
  ),
  SecretRule(
    "PLM-S413",
    .high,
    "",
    "message queue or mail address with a password",
    [],
    isGuessable: true,
    [
      form(
        [
          "amqp://", "amqps://", "nats://", "mqtt://", "mqtts://", "kafka://", "stomp://",
          "smtp://", "smtps://", "imap://", "imaps://", "pop3://", "ldap://", "ldaps://",
        ],
        .address
      )
    ]
  ),
  SecretRule(
    "PLM-S414",
    .high,
    "",
    "web or file address with a password",
    [],
    isGuessable: true,
    [
      form(
        [
          "http://", "https://", "ftp://", "ftps://", "sftp://", "ssh://", "smb://", "rsync://",
          "svn://", "webdav://", "davs://", "socks5://", "socks://",
        ],
        .address
      )
    ]
  ),
  SecretRule(
    "PLM-S415",
    .high,
    "",
    "password in a connection string",
    [],
    isGuessable: true,
    [
      .named(
        [";password", ";pwd", "; password", "; pwd"],
        [.run(connectionSet, 6...64), .text(";")],
        needsRole: false,
        [.mixed]
      )
    ]
  ),
  SecretRule(
    "PLM-S416",
    .high,
    "",
    "login in an authorization header",
    ["curl-auth-header"],
    [
      .named(["authorization"], [.run(.paddedBase64, 12...400)], needsRole: false, [.login]),
      .named(["authorization"], [.run(ByteSet("A-Za-z0-9_.+/=-"), 20...400)], needsRole: false),
    ]
  ),
  SecretRule(
    "PLM-S417",
    .high,
    "Rails",
    "secret key base",
    [],
    [.named(["secret_key_base"], [.run(.hex, 64...160)], needsRole: false)]
  ),
  SecretRule(
    "PLM-S418",
    .high,
    "Laravel",
    "application key",
    [],
    [.named(["app_key"], [.text("base64:"), .run(.base64, 43...43), .text("=")], needsRole: false)]
  ),
  SecretRule(
    "PLM-S419",
    .high,
    "Django",
    "secret key",
    [],
    [
      .named(
        ["secret_key"],
        [.text("django-insecure-"), .run(djangoSet, 40...60)],
        needsRole: false,
        [.random]
      ),
      .named(["secret_key"], [.run(djangoSet, 50...50)], needsRole: false, [.random, .mixed]),
    ]
  ),
  SecretRule(
    "PLM-S420",
    .high,
    "WordPress",
    "salt or key",
    [],
    [
      .named(
        ["auth_key", "logged_in_key", "nonce_key", "auth_salt", "logged_in_salt", "nonce_salt"],
        [.run(ByteSet(" !#-&(-[]-~"), 64...64)],
        needsRole: false,
        [.random, .mixed]
      )
    ]
  ),
  SecretRule(
    "PLM-S421",
    .high,
    "Symfony",
    "application secret",
    [],
    [.named(["app_secret"], [.run(.hex, 32...64)], needsRole: false)]
  ),
  SecretRule(
    "PLM-S422",
    .high,
    "",
    "TOTP seed",
    [],
    [
      .token(
        "otpauth://totp/",
        [
          .run(ByteSet("A-Za-z0-9_.:%@+-"), 1...120), .text("?secret="),
          .run(.base32, 16...128),
        ],
        []
      )
    ]
  ),
  SecretRule(
    "PLM-S423",
    .high,
    "Google Cloud",
    "service account key",
    ["gcp-service-account"],
    [
      .named(["private_key_id"], [.run(.hex, 40...40)], needsRole: false)
    ]
  ),
]

private let webTokenStarts = ["eyJh", "eyJ0", "eyJr", "eyJj", "eyJ4", "eyJl", "eyJ6", "eyJi"]
private let connectionSet = ByteSet("!#-&(-:=?-[]-~")
private let djangoSet = ByteSet("a-z0-9!@#$%^&*()=+_-")

private func form(_ keywords: [String], _ shape: SecretForm.Shape) -> SecretForm {
  SecretForm(keywords: keywords, mindsCase: true, shape: shape, checks: [])
}

/// Files that are secrets by their names.
let fileSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S431",
    .high,
    "",
    "password in .netrc",
    [],
    isGuessable: true,
    [.file([".netrc", "_netrc"], .netrc)]
  ),
  SecretRule(
    "PLM-S432",
    .high,
    "PostgreSQL",
    "password in .pgpass",
    [],
    isGuessable: true,
    [.file([".pgpass", "pgpass.conf"], .pgpass)]
  ),
  SecretRule(
    "PLM-S433",
    .medium,
    "",
    "password hash in .htpasswd",
    [],
    isGuessable: true,
    [.file([".htpasswd", "htpasswd", "*.htpasswd"], .htpasswd)]
  ),
  SecretRule(
    "PLM-S434",
    .high,
    "MySQL",
    "password in .my.cnf",
    [],
    isGuessable: true,
    [.file([".my.cnf", "*.mylogin.cnf"], .setting(["password"]))]
  ),
  SecretRule(
    "PLM-S435",
    .critical,
    "Rails",
    "master key",
    [],
    [
      .file(["config/master.key", "config/credentials/production.key"], .single(.hex, 32...32))
    ]
  ),
  SecretRule(
    "PLM-S436",
    .high,
    "",
    "password in terraform.tfvars",
    [],
    isGuessable: true,
    [
      .generic(["password", "passwd"], .password)
        .only(in: ["*.tfvars", "*.tfvars.json", "*.tfstate", "*.tfstate.backup"])
    ]
  ),
  SecretRule(
    "PLM-S437",
    .high,
    "",
    "key in a Terraform state",
    [],
    [
      .generic(["secret", "token", "private_key", "access_key", "api_key"], .key)
        .only(in: ["*.tfvars", "*.tfvars.json", "*.tfstate", "*.tfstate.backup"])
    ]
  ),
  SecretRule(
    "PLM-S438",
    .high,
    "",
    "password of a client's settings",
    [],
    isGuessable: true,
    [
      .file(
        [
          ".msmtprc", ".esmtprc", ".fetchmailrc", ".s3cfg", "rclone.conf", ".smbcredentials",
          ".offlineimaprc", ".ftpconfig",
        ],
        .setting(["password", "pass", "secret_key", "passwordeval"])
      )
    ]
  ),
  SecretRule(
    "PLM-S439",
    .high,
    "Ansible",
    "vault password file",
    [],
    isGuessable: true,
    [
      .file(
        [
          ".vault_pass", ".vault_pass.txt", ".vault-password", "vault_password_file",
          ".vault_password", "ansible_vault_pass",
        ],
        .single(ByteSet("!-~"), 6...200)
      )
    ]
  ),
  SecretRule(
    "PLM-S440",
    .high,
    "Kubernetes",
    "token in a kubeconfig",
    [],
    [
      .file(
        [".kube/config", "kubeconfig", "*.kubeconfig", "admin.conf", "kubelet.conf"],
        .setting(["token"])
      )
    ]
  ),
  SecretRule(
    "PLM-S441",
    .high,
    "RubyGems",
    "key in .gem/credentials",
    [],
    [.file([".gem/credentials"], .setting([":rubygems_api_key"]))]
  ),
  SecretRule(
    "PLM-S442",
    .high,
    "Helm or Composer",
    "login in auth.json",
    [],
    isGuessable: true,
    [
      .generic(["password"], .password).only(in: [
        "composer/auth.json", ".composer/auth.json",
        "auth.json", "registry/config.json",
      ])
    ]
  ),
]

/// What only a common name tells.
let genericSecretRules: [SecretRule] = [
  SecretRule(
    "PLM-S901",
    .medium,
    "",
    "password in plain text",
    ["generic-api-key"],
    isGuessable: true,
    [
      .generic(
        ["password", "passwd", "passphrase", "passwort", "_pass", "_pwd", "userpass"],
        .password
      )
    ]
  ),
  SecretRule(
    "PLM-S902",
    .medium,
    "",
    "key or token of an unknown service",
    ["generic-api-key"],
    [
      .generic(
        [
          "secret", "token", "apikey", "api_key", "api-key", "access_key", "accesskey",
          "private_key", "auth_key", "authkey", "secretkey", "credential", "encryption_key",
          "signing_key", "client_secret",
        ],
        .key
      )
    ]
  ),
]
