package import Analysis
import Model

/// What every kind of secret is told as, sorted by id.
package let secretRules: [Rule] = allSecretRules.map(Rule.init)

extension Rule {
  /// The page of a kind of secret.
  package init(_ secret: SecretRule) {
    let name = secret.name
    // Some names say where they are already, and encrypted keys are in no plain text.
    let isPlain = name.contains(" in ") || name.contains("encrypted")
    self.init(
      secret.id,
      secret.severity,
      "\(name.prefix(1).uppercased())\(name.dropFirst())\(isPlain ? "" : " in plain text")",
      why: Rule.why(secret),
      remedy: Rule.remedy(secret),
      aliases: Array(Set(secret.aliases)),
      references: ["https://docs.docker.com/build/building/secrets/"],
      mappings: [.nist("4.1.4"), .cisDocker("4.10")]
    )
  }

  private static func why(_ secret: SecretRule) -> String {
    if secret.secret.contains("encrypted") {
      return "Whoever gets the file may try passphrases for as long as they like."
    }
    let who = secret.service.isEmpty ? "it opens what it is for" : "\(secret.service) takes it"
    return
      "Whoever can read the file can use it: \(who), no matter from whom. What is in a layer of "
      + "an image stays there when a later layer deletes it."
  }

  private static func remedy(_ secret: SecretRule) -> String {
    let issuer = secret.service.isEmpty ? "where it is used" : "at \(secret.service)"
    return "Revoke it \(issuer) and make a new one, take it out of the source and its history, and "
      + "hand it to builds with RUN --mount=type=secret and to containers when they start"
  }
}
