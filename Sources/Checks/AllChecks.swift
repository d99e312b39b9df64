/// What every check looks for, sorted by id.
package let allRules: [Rule] = allDockerfileChecks.map(\.rule)
