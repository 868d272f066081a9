/** What people choose most, folded, from eight characters on; shorter ones are refused for their length. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password password1 password12 password123 password1234 passw0rd p@ssword p@ssw0rd pa$$word passwort passwort1 contraseña
  12345678 123456789 1234567890 12345678910 0123456789 987654321 0987654321 87654321 123123123 12341234 123454321 11223344
  1122334455 123321123 147258369 159357456 741852963 789456123 12344321 1234qwer 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc
  q1w2e3r4 q1w2e3r4t5 qwer1234 qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop qwertyuiop123 qwertz123 qwertzui qwertzuiop
  azerty123 azertyui azertyuiop asdfasdf asdfghjk asdfghjkl asdf1234 asdfqwer zxcvbnm1 zxcvbnm123 zaq12wsx zaq1zaq1 abcd1234
  abc12345 abc123456 abcdefgh abcdefghi abcdefg1 a1b2c3d4 aa123456 aaaa1111 admin123 admin1234 admin12345 adminadmin
  administrator administrator1 root1234 rootroot changeme changeme1 changeme123 change_me letmein1 letmein123 letmeinnow
  welcome1 welcome12 welcome123 welcome1234 willkommen willkommen1 bienvenue iloveyou iloveyou1 iloveyou2 ilovegod
  football football1 baseball baseball1 basketball softball swimming sunshine sunshine1 princess princess1 princesa
  superman superman1 spiderman starwars starwars1 pokemon1 pokemon123 minecraft michelle michelle1 jennifer jonathan
  jessica1 samantha victoria elizabeth christopher alexander alexandra charlie1 danielle danielle1 benjamin nicholas
  whatever whatever1 trustno1 computer computer1 internet internet1 samsung1 samsung123 facebook facebook1 google123
  dragon123 monkey123 master123 shadow123 secret123 secretsecret topsecret test1234 testtest testing1 testing123 tester123
  temp1234 guest123 guestguest default1 default123 login123 user1234 username username1 demo1234 demodemo sample123
  security security1 security123 server123 manager1 manager123 trendmicro trendmicro1 deepsecurity latchkey latchkey1
  maintenance operator operator1 operator123 support1 support123 service1 service123 summer2023 summer2024 summer2025
  summer2026 winter2023 winter2024 winter2025 winter2026 spring2024 spring2025 spring2026 autumn2024 autumn2025 autumn2026
  january1 february1 december1 november1 september october1 monday123 friday13 liverpool liverpool1 chelsea1 arsenal1
  manchester barcelona realmadrid juventus ferrari1 mercedes mustang1 corvette harley123 chocolate chocolate1 butterfly
  butterfly1 strawberry blueberry cheesecake cupcake1 cookie123 snickers snowball snowflake rainbow1 sunflower midnight
  midnight1 phoenix1 warrior1 gangster scorpion blink182 slipknot metallica metallica1 nirvana1 eminem123 asshole1
  fuckyou1 fuckyou2 fuckyou123 lovelove loveyou1 loveme123 babygirl babygirl1 sweetheart beautiful beautiful1 precious
  precious1 mylove123 hello123 hello1234 hellohello goodluck goodbye1 thankyou freedom1 liberty1 america1 american
  correcthorsebatterystaple`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
)
