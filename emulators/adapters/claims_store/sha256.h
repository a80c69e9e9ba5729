// SHA-256 of bytes that come in pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace kazasu::adapters {

class Sha256 {
 public:
  // Throws std::runtime_error when OpenSSL cannot.
  Sha256();

  void add(std::string_view bytes);
  // Of all so far, in lower-case hexadecimal. More can be added.
  std::string hexadecimal() const;

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// Two lower-case digits for each byte.
std::string hexadecimal(std::string_view bytes);

}  // namespace kazasu::adapters
