#ifndef PLIMSOLL_STARTER_H
#define PLIMSOLL_STARTER_H

#include <stddef.h>

/// The starter advisories as `scripts/make-starter` wrote them; `count` gets the number of bytes,
/// which is 0 where the compiler could not embed them.
const unsigned char *plimsoll_starter(size_t *count);

#endif
