# The pictures on cards.

kazasu_module(card_images card_images/card_images.cpp card_images/encode_jp2.cpp
              card_images/encode_png.cpp card_images/lettering.cpp card_images/photograph.cpp)
target_link_libraries(kazasu_card_images PUBLIC kazasu_card
                      PRIVATE PkgConfig::KAZASU_OPENJPEG PNG::PNG Freetype::Freetype)
