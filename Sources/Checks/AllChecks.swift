/// What every check looks for, sorted by id.
package let allRules: [Rule] = allPages.map(\.rule)

/// The rule and the examples of every check, whatever its subject, sorted by rule.
package let allPages: [(rule: Rule, examples: Examples)] =
  (allDockerfileChecks.map { ($0.rule, $0.examples) }
  + allComposeChecks.map { ($0.rule, $0.examples) }
  + allImageChecks.map { ($0.rule, $0.examples) }
  + allPipelineChecks.map { ($0.rule, $0.examples) }
  + allWorkloadChecks.map { ($0.rule, $0.examples) }
  + allObjectChecks.map { ($0.rule, $0.examples) }
  + allClusterChecks.map { ($0.rule, $0.examples) }
  + secretRules.map { ($0, Examples(passing: [], failing: [])) })
  .sorted { $0.0.id < $1.0.id }
