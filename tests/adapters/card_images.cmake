kazasu_test(card_images_test card_images_test.cpp
            LINK kazasu_card_images PkgConfig::KAZASU_OPENJPEG PNG::PNG)
