#include "harness/card_options.h"

#include <CLI/CLI.hpp>

namespace kazasu::harness {

namespace {

constexpr auto kMostSlots = 16;  // of one pcscd

void add_world(CLI::App& command, CardWorldOptions& options) {
  command.add_option("--data", options.data, "Folder of the test PKI and of the cards' PIN state");
  command.add_option("--profiles", options.profiles, "A file of your own profiles, beside the built-in ones");
  command.add_option("--seed", options.seed, "Seed of people and stations");
  command.add_option("--calendar-start", options.calendar_start,
                     "The day that validity counts from, e.g. 2024-12-02T09:00:00+09:00");
}

void add_data(CLI::App& command, std::filesystem::path& data) {
  command.add_option("--data", data, "Data folder of the card host");
}

}  // namespace

void add_held_card(CLI::App& command, HeldCardOptions& options) {
  add_world(command, options.world);
  auto* const person =
      command.add_option("--person", options.person, "Index of the card's holder, from 0; in process");
  command.add_option("--profile", options.profile, "Kind of card; `kazasu card profiles` lists them")
      ->needs(person);
  command
      .add_option("--faults", options.faults,
                  "What goes wrong with the card, e.g. remove@4 (docs/protocols/card-faults.md)")
      ->needs(person);
  command.add_option("--reader", options.reader, "A PC/SC reader: its name or a part of it")
      ->excludes(person);
}

CardCommandLine::CardCommandLine(CLI::App& app) : app_(app) {
  auto* const card =
      app.add_subcommand("card", "My Number cards for real terminals: over PC/SC, vpcd or a phone");
  card->require_subcommand(1);
  card->footer(
      "Example:\n"
      "  kazasu reader install --dir /etc/reader.conf.d && systemctl restart pcscd\n"
      "  kazasu card host --slots 2 &\n"
      "  kazasu card insert --slot 0 --profile last_try --person 7\n"
      "  pkcs15-tool --dump");
  add_host(*card);
  add_insert(*card);
  add_small_commands(*card);
  add_show(*card);
  add_sign(*card);
  add_reader(app);
}

void CardCommandLine::add_host(CLI::App& card) {
  auto* const command =
      card.add_subcommand("host", "Hold the cards in the slots of the virtual reader (in the foreground)");
  add_world(*command, host_.world);
  command->add_option("--slots", host_.slots, "How many slots the reader has")
      ->required()
      ->check(CLI::Range(1, kMostSlots));
  command->add_flag("--sync", host_.sync, "PIN state survives a power cut too (slower)");
  command->add_flag("--model-timing", host_.model_timing,
                    "Take as long as a real contactless card; default: as fast as the machine can");
  command
      ->add_option("--patience", host_.patience_ms,
                   "Block waiting time: how long a mute card is waited for, in ms")
      ->check(CLI::Range(10, 60'000));
  command->add_option("--trace", host_.trace,
                      "Write every APDU, masked, to this text file and to a .pcapng for Wireshark beside it");
  command->add_option("--phone-port", host_.phone_port, "Serve phones on this port (0: any free port)");
  command->add_option(
      "--phone-address", host_.phone_address,
      "Serve phones on this address; anything but loopback lets others in who know the token");
  command->footer("Example:\n  kazasu card host --slots 2 --trace apdus.txt");
}

void CardCommandLine::add_insert(CLI::App& card) {
  auto* const command = card.add_subcommand("insert", "Put a person's card into a slot");
  add_world(*command, insert_.world);
  command->add_option("--slot", insert_.slot, "Slot of the host, from 0");
  command->add_option("--person", insert_.person, "Index of the person, from 0")->required();
  command->add_option("--profile", insert_.profile, "Kind of card; `kazasu card profiles` lists them");
  command->add_option(
      "--faults", insert_.faults,
      "What goes wrong, e.g. remove@4 or mute@5,slow%100000:50ms (docs/protocols/card-faults.md)");
  command->add_option("--fault-seed", insert_.fault_seed, "Seed of faults that happen by chance");
  command->add_flag("--contact", insert_.contact, "Over contacts; default: contactless");
  command->add_flag("--swap", insert_.swap, "Take out the card that is there, in the same moment");
  auto* const vpcd = command->add_option(
      "--vpcd", insert_.vpcd, "HOST:PORT of a vpcd instead of our own reader; stays in the foreground");
  command
      ->add_option("--vpcd-listen", insert_.vpcd_listen,
                   "[HOST:]PORT where a remote vpcd finds the card; stays in the foreground")
      ->excludes(vpcd);
  command->add_option("--i-own", insert_.owned_hosts,
                      "A host that is not loopback and that you declare your own");
  command->footer(
      "Examples:\n"
      "  kazasu card insert --slot 0 --person 7\n"
      "  kazasu card insert --slot 0 --person 7 --faults remove@4\n"
      "  kazasu card insert --person 7 --vpcd 127.0.0.1:35963");
}

void CardCommandLine::add_small_commands(CLI::App& card) {
  auto* const remove = card.add_subcommand("remove", "Take the card out of a slot");
  add_data(*remove, remove_.data);
  remove->add_option("--slot", remove_.slot, "Slot of the host, from 0")->required();
  remove->footer("Example:\n  kazasu card remove --slot 0");
  auto* const list = card.add_subcommand("list", "What lies in the slots of the host");
  add_data(*list, list_.data);
  list->footer("Example:\n  kazasu card list");
  auto* const trace = card.add_subcommand("trace", "Follow the APDUs of the host, masked, until Ctrl-C");
  add_data(*trace, trace_.data);
  trace->footer("Example:\n  kazasu card trace | grep VERIFY");
  auto* const profiles = card.add_subcommand("profiles", "The kinds of cards there are");
  profiles->add_option("--profiles", profiles_.profiles,
                       "A file of your own profiles, beside the built-in ones");
  profiles->footer("Example:\n  kazasu card profiles --profiles mine.yaml");
  auto* const phone = card.add_subcommand(
      "phone", "Be a phone: send hexadecimal APDUs from standard input to a slot, print answers and times");
  add_data(*phone, phone_.data);
  phone->add_option("--address", phone_.address, "Address of the host's phone port");
  phone->add_option("--i-own", phone_.owned_hosts,
                    "A host that is not loopback and that you declare your own");
  phone->add_option("--port", phone_.port, "The host's phone port")->required();
  phone->add_option("--slot", phone_.slot, "Slot of the host, from 0");
  phone->footer("Example:\n  echo 00A4040C0AD392F000260100000001 | kazasu card phone --port 7700");
}

void CardCommandLine::add_show(CLI::App& card) {
  auto* const command =
      card.add_subcommand("show", "A person's card: whose it is, what is on it, how it stands");
  add_world(*command, show_.world);
  command->add_option("--person", show_.person, "Index of the person, from 0")->required();
  command->add_option("--profile", show_.profile, "Kind of card; `kazasu card profiles` lists them");
  command->add_flag(
      "--pins", show_.pins,
      "Print the synthetic person's PINs instead, the authentication PIN alone on the first line");
  command->footer(
      "Example:\n  pkcs15-tool --verify-pin --auth-id 1 --pin $(kazasu card show --person 7 --pins | head "
      "-1)");
}

void CardCommandLine::add_sign(CLI::App& card) {
  auto* const command = card.add_subcommand(
      "sign", "Have a card sign a nonce: PIN on standard input, certificate and signature as JSON");
  add_held_card(*command, sign_.card);
  command->add_option("--nonce", sign_.nonce, "What to sign, base64: from the reception's answer")
      ->required();
  command->footer(
      "Example:\n  kazasu card show --person 7 --pins | head -1 | kazasu card sign --person 7 --nonce "
      "\"$nonce\"");
}

void CardCommandLine::add_reader(CLI::App& app) {
  auto* const reader = app.add_subcommand("reader", "The virtual PC/SC reader");
  reader->require_subcommand(1);
  auto* const command =
      reader->add_subcommand("install", "Write pcscd's configuration of the reader, or print it");
  command->add_option("--dir", install_.directory, "pcscd's configuration folder; default: print");
  command->add_option("--slots", install_.slots, "How many slots the reader has")
      ->check(CLI::Range(1, kMostSlots));
  command->add_option("--data", install_.data, "Data folder of the card host that will serve the reader");
  command->footer(
      "Example:\n"
      "  kazasu reader install --dir readers --slots 2\n"
      "  pcscd -f -c $PWD/readers");
}

std::optional<CardCommand> CardCommandLine::command() const {
  if (app_.got_subcommand("reader")) return install_;
  if (!app_.got_subcommand("card")) return std::nullopt;
  auto const* const card = app_.get_subcommand("card");
  if (card->got_subcommand("host")) return host_;
  if (card->got_subcommand("insert")) return insert_;
  if (card->got_subcommand("remove")) return remove_;
  if (card->got_subcommand("list")) return list_;
  if (card->got_subcommand("trace")) return trace_;
  if (card->got_subcommand("profiles")) return profiles_;
  if (card->got_subcommand("phone")) return phone_;
  if (card->got_subcommand("sign")) return sign_;
  return show_;
}

}  // namespace kazasu::harness
