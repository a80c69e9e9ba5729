// The command lines of `kazasu card …` and `kazasu reader …` as values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace CLI {
class App;
}

namespace kazasu::harness {

// What a card is a function of, besides its profile; the same in every command that makes one.
struct CardWorldOptions {
  std::filesystem::path data = ".kazasu";
  std::filesystem::path profiles;  // a file of the user's own profiles; empty: the built-in ones alone
  std::uint64_t seed = 1;
  std::string calendar_start = "2024-12-02T09:00:00+09:00";
};

struct CardHostOptions {
  CardWorldOptions world;
  std::uint32_t slots = 1;
  bool sync = false;  // PIN state survives a power cut, not only a killed process
  bool model_timing = false;
  std::uint32_t patience_ms = 2500;         // block waiting time
  std::filesystem::path trace;              // text; empty: none
  std::optional<std::uint16_t> phone_port;  // 0: any free port
  std::string phone_address = "127.0.0.1";
};

// Into a slot of a running host or, with one of the vpcd options, in the foreground without a host.
struct CardInsertOptions {
  CardWorldOptions world;
  std::uint32_t slot = 0;
  std::uint64_t person = 0;
  std::string profile = "ordinary";
  std::string faults;
  std::uint64_t fault_seed = 1;
  bool contact = false;
  bool swap = false;
  std::string vpcd;         // HOST:PORT of a stock vpcd
  std::string vpcd_listen;  // [HOST:]PORT for a remote reader
  std::vector<std::string> owned_hosts;
};

struct CardRemoveOptions {
  std::filesystem::path data = ".kazasu";
  std::uint32_t slot = 0;
};
struct CardListOptions {
  std::filesystem::path data = ".kazasu";
};
struct CardTraceOptions {
  std::filesystem::path data = ".kazasu";
};
struct CardProfilesOptions {
  std::filesystem::path profiles;
};
struct CardShowOptions {
  CardWorldOptions world;
  std::uint64_t person = 0;
  std::string profile = "ordinary";
  bool pins = false;
};
struct CardPhoneOptions {
  std::filesystem::path data = ".kazasu";
  std::string address = "127.0.0.1";
  std::vector<std::string> owned_hosts;
  std::uint16_t port = 0;
  std::uint32_t slot = 0;
};
struct ReaderInstallOptions {
  std::filesystem::path data = ".kazasu";
  std::filesystem::path directory;  // empty: print
  std::uint32_t slots = 16;
};

// One card for one command: emulated in its process, or on a reader of PC/SC.
struct HeldCardOptions {
  CardWorldOptions world;
  std::optional<std::uint64_t> person;  // needed without a reader
  std::string profile = "ordinary";
  std::string faults;
  std::string reader;  // name of a PC/SC reader or a part of it; empty: in process
};
void add_held_card(CLI::App& command, HeldCardOptions& options);

struct CardSignOptions {
  HeldCardOptions card;
  std::string nonce;  // base64
};

using CardCommand = std::variant<CardHostOptions, CardInsertOptions, CardRemoveOptions, CardListOptions,
                                 CardTraceOptions, CardProfilesOptions, CardShowOptions, CardPhoneOptions,
                                 ReaderInstallOptions, CardSignOptions>;

// The commands `card` and `reader` of a command line.
class CardCommandLine {
 public:
  explicit CardCommandLine(CLI::App& app);
  // After parsing; nothing when another command was given.
  std::optional<CardCommand> command() const;

 private:
  void add_host(CLI::App& card);
  void add_insert(CLI::App& card);
  void add_small_commands(CLI::App& card);
  void add_show(CLI::App& card);
  void add_sign(CLI::App& card);
  void add_reader(CLI::App& app);

  CLI::App& app_;
  CardHostOptions host_;
  CardInsertOptions insert_;
  CardRemoveOptions remove_;
  CardListOptions list_;
  CardTraceOptions trace_;
  CardProfilesOptions profiles_;
  CardShowOptions show_;
  CardPhoneOptions phone_;
  ReaderInstallOptions install_;
  CardSignOptions sign_;
};

}  // namespace kazasu::harness
