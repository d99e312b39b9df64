// Lets Swift see sqlite3 (Debian package libsqlite3-dev).
#include <sqlite3.h>
