// The command line of `kazasu exchange` as a value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace kazasu::harness {

struct ExchangeCommand {
  std::filesystem::path root;
  std::string target;                 // HOST:PORT or a URL
  std::filesystem::path credentials;  // folder of `kazasu pki export`; empty: made from the test PKI
  std::filesystem::path ca;           // PEM; empty: the folder's, or the test PKI's
  std::filesystem::path data = ".kazasu";
  std::uint32_t station = 0;
  std::uint64_t seed = 1;
  std::vector<std::string> owned_hosts;
  std::string calendar_start;  // empty: the machine's clock
  std::uint32_t settle_ms = 1000;
  std::uint32_t stay_minutes = 1440;
  std::vector<std::string> zip;
  std::filesystem::path encrypt_conf;
  std::filesystem::path password_file;
  std::string face_charset = "shift_jis";
  std::string reception_url;  // empty: no images of URLs
  bool no_face = false;
  bool once = false;
};

// `options` must outlive the parsing.
CLI::App* add_exchange(CLI::App& app, ExchangeCommand& options);

}  // namespace kazasu::harness
