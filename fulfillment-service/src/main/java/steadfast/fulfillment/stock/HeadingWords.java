package steadfast.fulfillment.stock;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headings that merchants write above a column of codes. */
final class HeadingWords {

    /** Without spaces and punctuation, in lower case. */
    private static final Set<String> WORDS =
            Stream.of(
                            "code codes cardcode cardcodes card cards cardno cardnumber cardkey cardkeys",
                            "cardsecret cardpassword key keys cdkey cdkeys cdk cdks gamekey gamekeys productkey",
                            "productkeys licensekey licensekeys licencekey license licence serial serials",
                            "serialno serialnumber serialnumbers serialkey sn voucher vouchers vouchercode",
                            "vouchercodes coupon coupons couponcode couponcodes giftcode giftcodes giftcard",
                            "giftcards giftcardcode redeemcode redeemcodes redemptioncode activationcode",
                            "activationcodes activationkey activationkeys pin pins pincode password passwords",
                            "secret secrets token tokens value values content",
                            "卡密 卡密内容 卡密列表 卡密码 卡号 卡号卡密 卡号密码 卡 密码 密钥 密匙 激活码 激活密钥 兑换码",
                            "兑换密码 序列号 充值码 充值卡密 充值卡号 礼品码 礼品卡 礼品卡号 礼品卡密 券码 卡券 卡券码",
                            "优惠码 优惠券码 提货码 代码 编码 游戏激活码 游戏密钥",
                            "卡號 密碼 密鑰 啟用碼 啟動碼 激活碼 兌換碼 序號 序列號 金鑰 禮品碼 禮品卡 點數卡密 代碼",
                            "コード シリアルコード シリアルナンバー キー 코드 시리얼")
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .collect(Collectors.toUnmodifiableSet());

    private static final int MAX_CHARACTERS = 32;

    private HeadingWords() {}

    /**
     * Returns whether the text is such a word, however it is spelt: in capitals, with spaces,
     * full-width.
     */
    static boolean contain(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return false;
        }
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .codePoints()
                        .filter(Character::isLetterOrDigit)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return WORDS.contains(plain);
    }
}
