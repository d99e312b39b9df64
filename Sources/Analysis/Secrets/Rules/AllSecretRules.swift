/// Every kind of secret that is looked for, sorted by id.
package let allSecretRules: [SecretRule] =
  (cloudSecretRules + sourceHostSecretRules + chatSecretRules + paymentSecretRules
  + mailSecretRules + registrySecretRules + intelligenceSecretRules + monitoringSecretRules
  + platformSecretRules + keySecretRules + fileSecretRules + genericSecretRules)
  .sorted { $0.id < $1.id }
