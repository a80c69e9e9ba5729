// An OpenSSL BIO over a non-blocking socket. OpenSSL's own raises SIGPIPE when the peer is gone.
#pragma once

struct bio_st;

namespace kazasu::adapters {

// Does not own the socket. Throws std::runtime_error when out of memory.
bio_st* new_socket_bio(int socket);

}  // namespace kazasu::adapters
