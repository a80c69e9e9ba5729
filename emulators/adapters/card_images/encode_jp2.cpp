#include <openjpeg.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "emulators/adapters/card_images/picture.h"

namespace kazasu::adapters {

namespace {

constexpr auto kCompression = 10.0F;
constexpr auto kBufferBytes = OPJ_SIZE_T{1} << 16U;

struct FreeImage {
  void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};
struct FreeCodec {
  void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct FreeStream {
  void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};

// A file in memory that can be written anywhere: OpenJPEG goes back to fill in lengths.
struct Memory {
  std::string bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T write(void* bytes, OPJ_SIZE_T size, void* user) {
  auto& memory = *static_cast<Memory*>(user);
  if (memory.bytes.size() < memory.at + size) memory.bytes.resize(memory.at + size);
  std::copy_n(static_cast<char const*>(bytes), size,
              memory.bytes.begin() + static_cast<std::ptrdiff_t>(memory.at));
  memory.at += size;
  return size;
}

OPJ_BOOL seek(OPJ_OFF_T place, void* user) {
  if (place < 0) return OPJ_FALSE;
  static_cast<Memory*>(user)->at = static_cast<std::size_t>(place);
  return OPJ_TRUE;
}

OPJ_OFF_T skip(OPJ_OFF_T distance, void* user) {
  auto& memory = *static_cast<Memory*>(user);
  if (distance < 0) return -1;
  memory.at += static_cast<std::size_t>(distance);
  return distance;
}

std::unique_ptr<opj_image_t, FreeImage> image_of(Picture const& picture) {
  auto component = opj_image_cmptparm_t{};
  component.dx = 1;
  component.dy = 1;
  component.w = static_cast<OPJ_UINT32>(picture.width);
  component.h = static_cast<OPJ_UINT32>(picture.height);
  component.prec = 8;
  auto image = std::unique_ptr<opj_image_t, FreeImage>{opj_image_create(1, &component, OPJ_CLRSPC_GRAY)};
  if (!image) throw std::runtime_error("OpenJPEG could not begin a photograph of a card");
  image->x1 = component.w;
  image->y1 = component.h;
  std::copy(picture.pixels.begin(), picture.pixels.end(), image->comps[0].data);
  return image;
}

}  // namespace

std::string encode_jp2(Picture const& picture) {
  auto const image = image_of(picture);
  auto parameters = opj_cparameters_t{};
  opj_set_default_encoder_parameters(&parameters);
  parameters.tcp_numlayers = 1;
  parameters.tcp_rates[0] = kCompression;
  parameters.cp_disto_alloc = 1;
  auto memory = Memory{};
  auto const codec = std::unique_ptr<opj_codec_t, FreeCodec>{opj_create_compress(OPJ_CODEC_JP2)};
  auto const stream = std::unique_ptr<opj_stream_t, FreeStream>{opj_stream_create(kBufferBytes, OPJ_FALSE)};
  if (!codec || !stream) throw std::runtime_error("OpenJPEG could not begin a photograph of a card");
  opj_stream_set_user_data(stream.get(), &memory, nullptr);
  opj_stream_set_write_function(stream.get(), write);
  opj_stream_set_seek_function(stream.get(), seek);
  opj_stream_set_skip_function(stream.get(), skip);
  if (opj_setup_encoder(codec.get(), &parameters, image.get()) == OPJ_FALSE ||
      opj_start_compress(codec.get(), image.get(), stream.get()) == OPJ_FALSE ||
      opj_encode(codec.get(), stream.get()) == OPJ_FALSE ||
      opj_end_compress(codec.get(), stream.get()) == OPJ_FALSE) {
    throw std::runtime_error("OpenJPEG could not write a photograph of a card");
  }
  return std::move(memory.bytes);
}

}  // namespace kazasu::adapters
