// Lets Swift see sqlite3 (Debian package libsqlite3-dev).
#include <sqlite3.h>

// Readies a connection for a database that somebody else wrote; see
// https://www.sqlite.org/security.html. Here, since Swift cannot call variadic functions.
static inline int plimsoll_sqlite3_distrust(sqlite3 *database) {
  int result = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  result |= sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  result |= sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  result |= sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
  return result;
}
